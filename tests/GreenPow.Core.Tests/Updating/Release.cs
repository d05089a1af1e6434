using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Updating;

/// <summary>Signed firmware files as a release would make them; the image itself is random bytes.</summary>
internal sealed class Release
{
    private static readonly byte[] PrivateKey = SHA256.HashData("bench release"u8);

    public static byte[] Key { get; } = PublicKeyOf(PrivateKey);

    public byte[] Version { get; init; } = [1, 1, 0, 0];

    public byte[] MinimumLoader { get; init; } = [1, 0, 0, 0];

    public byte[] OldestAllowed { get; init; } = [0, 0, 0, 0];

    public byte Profile { get; init; } = BoardProfile.Reference;

    public int Length { get; init; } = 3000;

    public byte[] SigningKey { get; init; } = PrivateKey;

    public byte[] File => _file ??= Make();

    public byte[] Image => File[UpdateHeader.Length..];

    public byte[] Digest => SHA256.HashData(Image);

    private byte[]? _file;

    public static Release Of(int minor, int length = 3000) => new() { Version = [1, (byte)minor, 0, 0], Length = length };

    public byte[] Piece(int offset, int count)
    {
        byte[] piece = new byte[UpdateChunk.HeaderLength + count];
        UpdateChunk.Write(piece, Digest, (uint)offset, File, count);
        return piece;
    }

    private byte[] Make()
    {
        byte[] image = new byte[Length];
        new Random(Version[1] * 1000 + Version[3]).NextBytes(image);
        UpdateHeader header = new() { Profile = Profile, ImageLength = Length };
        Version.CopyTo(header.Version, 0);
        MinimumLoader.CopyTo(header.MinimumLoader, 0);
        OldestAllowed.CopyTo(header.OldestAllowed, 0);
        SHA256.HashData(image).CopyTo(header.ImageDigest, 0);
        byte[] digest = new byte[32];
        UpdateHeader.KeyId(PublicKeyOf(SigningKey), digest);
        digest.AsSpan(0, 4).CopyTo(header.ReleaseKeyId);
        header.Digest(digest);
        Assert.True(P256.Sign(SigningKey, digest, header.Signature, 0));
        byte[] file = new byte[header.FileLength];
        header.Write(file, 0);
        image.CopyTo(file, UpdateHeader.Length);
        return file;
    }

    private static byte[] PublicKeyOf(byte[] privateKey)
    {
        byte[] key = new byte[65];
        Assert.True(P256.PublicKey(privateKey, key));
        return key;
    }
}
