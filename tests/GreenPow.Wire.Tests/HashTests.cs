using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class HashTests
{
    public static TheoryData<int> Sha256Vectors => Vectors.Indexes("sha256");

    public static TheoryData<int> Keccak256Vectors => Vectors.Indexes("keccak256");

    public static TheoryData<int> HmacVectors => Vectors.Indexes("hmacSha256");

    public static TheoryData<int> HkdfVectors => Vectors.Indexes("hkdfSha256");

    [Theory]
    [MemberData(nameof(Sha256Vectors))]
    public void Sha256_gives_the_published_digest(int index)
    {
        var vector = Vectors.Section("sha256")[index];
        var message = vector.TryGetProperty("repeat", out var repeat)
            ? Enumerable.Repeat(vector.Hex("messageByte")[0], repeat.GetInt32()).ToArray()
            : vector.Hex("message");
        Assert.Equal(vector.Hex("digest"), Sha256.Hash(message));
        Assert.Equal(SHA256.HashData(message), vector.Hex("digest"));
    }

    [Fact]
    public void Sha256_in_pieces_of_any_size_is_sha256_of_the_whole()
    {
        Prop.ForAll(Frames.AnyBytes(300).ToArbitrary(), Gen.Choose(1, 130).ToArbitrary(), (message, piece) =>
        {
            var sha = new Sha256();
            for (var at = 0; at < message.Length; at += piece)
                sha.Update(message, at, Math.Min(piece, message.Length - at));
            var digest = new byte[32];
            sha.Finish(digest, 0);
            return digest.SequenceEqual(SHA256.HashData(message));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_finished_sha256_begins_anew()
    {
        var sha = new Sha256();
        var digest = new byte[32];
        sha.Update([1, 2, 3], 0, 3);
        sha.Finish(digest, 0);
        sha.Update("abc"u8.ToArray(), 0, 3);
        sha.Finish(digest, 0);
        Assert.Equal(SHA256.HashData("abc"u8), digest);
    }

    [Theory]
    [MemberData(nameof(Keccak256Vectors))]
    public void Keccak256_gives_the_published_digest(int index)
    {
        var vector = Vectors.Section("keccak256")[index];
        var message = vector.Hex("message");
        var digest = new byte[32];
        Keccak256.Hash(message, 0, message.Length, digest, 0);
        Assert.Equal(vector.Hex("digest"), digest);
    }

    [Theory]
    [MemberData(nameof(HmacVectors))]
    public void HmacSha256_gives_the_published_mac(int index)
    {
        var vector = Vectors.Section("hmacSha256")[index];
        var message = vector.Hex("message");
        var mac = new byte[32];
        HmacSha256.Compute(vector.Hex("key"), message, 0, message.Length, mac, 0);
        Assert.Equal(vector.Hex("mac"), mac);
    }

    [Fact]
    public void HmacSha256_agrees_with_the_base_library()
    {
        Prop.ForAll(Frames.AnyBytes(150).ToArbitrary(), Frames.AnyBytes(300).ToArbitrary(), (key, message) =>
        {
            var mac = new byte[32];
            HmacSha256.Compute(key, message, 0, message.Length, mac, 0);
            return mac.SequenceEqual(HMACSHA256.HashData(key, message));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(HkdfVectors))]
    public void HkdfSha256_gives_the_published_key(int index)
    {
        var vector = Vectors.Section("hkdfSha256")[index];
        var output = new byte[vector.Hex("output").Length];
        HkdfSha256.Derive(vector.Hex("inputKey"), vector.Hex("info"), output);
        Assert.Equal(vector.Hex("output"), output);
    }

    [Fact]
    public void HkdfSha256_agrees_with_the_base_library()
    {
        Prop.ForAll(Frames.AnyBytes(80).ToArbitrary(), Frames.AnyBytes(40).ToArbitrary(), Gen.Choose(1, 200).ToArbitrary(), (key, info, length) =>
        {
            var output = new byte[length];
            HkdfSha256.Derive(key, info, output);
            return output.SequenceEqual(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, length, [], info));
        }).QuickCheckThrowOnFailure();
    }
}
