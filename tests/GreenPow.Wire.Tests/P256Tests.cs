using System.Numerics;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class P256Tests
{
    /// <summary>Order of the base point: FIPS 186-4, D.1.2.3.</summary>
    private static readonly BigInteger Order =
        BigInteger.Parse("115792089210356248762697446949407573529996955224135760342422259061068512044369");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(65536)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-65537)]
    public void An_edge_key_has_the_base_librarys_public_key_and_signs(int offset)
    {
        AssertAgreesWithTheBaseLibrary(Scalar(offset), SHA256.HashData(BitConverter.GetBytes(offset)));
    }

    [Fact]
    public void A_key_with_leading_zeros_signs()
    {
        var key = new byte[32];
        RandomNumberGenerator.Fill(key.AsSpan(17));
        AssertAgreesWithTheBaseLibrary(key, SHA256.HashData(key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public void Digests_around_zero_and_the_order_sign(int offset)
    {
        var key = SHA256.HashData("edge"u8);
        AssertAgreesWithTheBaseLibrary(key, offset == 0 ? new byte[32] : ToBytes(Order + offset));
    }

    [Fact]
    public void A_digest_of_all_ones_signs()
    {
        var digest = new byte[32];
        Array.Fill(digest, (byte)0xff);
        AssertAgreesWithTheBaseLibrary(SHA256.HashData("ones"u8), digest);
    }

    [Fact]
    public void Random_keys_and_digests_agree_with_the_base_library()
    {
        Prop.ForAll(Frames.Bytes(32).ToArbitrary(), Frames.Bytes(32).ToArbitrary(), (seed, digest) =>
        {
            AssertAgreesWithTheBaseLibrary(SHA256.HashData(seed), digest);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Zero_and_the_order_are_no_private_keys()
    {
        Assert.False(P256.PublicKey(new byte[32], new byte[65]));
        Assert.False(P256.PublicKey(ToBytes(Order), new byte[65]));
        Assert.False(P256.Sign(ToBytes(Order), new byte[32], new byte[64], 0));
        Assert.False(P256.SharedSecret(new byte[32], PublicKeyOf(Scalar(2)), new byte[32]));
    }

    [Fact]
    public void The_high_s_of_the_same_signature_is_refused()
    {
        var key = SHA256.HashData("high s"u8);
        var digest = SHA256.HashData("message"u8);
        var signature = new byte[64];
        Assert.True(P256.Sign(key, digest, signature, 0));
        var publicKey = PublicKeyOf(key);
        Assert.True(P256.Verify(publicKey, digest, signature, 0));

        ToBytes(Order - ToNumber(signature.AsSpan(32))).CopyTo(signature, 32);
        using var library = Import(publicKey);
        Assert.True(library.VerifyHash(digest, signature));
        Assert.False(P256.Verify(publicKey, digest, signature, 0));
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_signature_digest_or_key_is_refused()
    {
        var key = SHA256.HashData("flip"u8);
        var digest = SHA256.HashData("message"u8);
        var signature = new byte[64];
        Assert.True(P256.Sign(key, digest, signature, 0));
        var publicKey = PublicKeyOf(key);
        foreach (var bytes in new[] { signature, digest, publicKey })
        {
            for (var bit = 0; bit < bytes.Length * 8; bit += 7)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(P256.Verify(publicKey, digest, signature, 0), $"bit {bit} of {bytes.Length} bytes");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
        Assert.True(P256.Verify(publicKey, digest, signature, 0));
    }

    [Fact]
    public void Zero_and_the_order_are_no_r_and_no_s()
    {
        var publicKey = PublicKeyOf(Scalar(7));
        foreach (var number in new[] { new byte[32], ToBytes(Order) })
        {
            Assert.False(P256.Verify(publicKey, new byte[32], [.. number, .. Scalar(1)], 0));
            Assert.False(P256.Verify(publicKey, new byte[32], [.. Scalar(1), .. number], 0));
        }
    }

    /// <summary>s = r = digest makes u1 = u2 = 1: the sum is G + Q, so with Q = G a doubling, whose x is that of 2G.</summary>
    [Fact]
    public void A_signature_whose_two_halves_are_the_same_point_is_taken()
    {
        var r = PublicKeyOf(Scalar(2))[1..33];
        var publicKey = PublicKeyOf(Scalar(1));
        using var library = Import(publicKey);
        byte[] signature = [.. r, .. r];
        Assert.True(library.VerifyHash(r, signature));
        Assert.True(P256.Verify(publicKey, r, signature, 0));
    }

    [Fact]
    public void A_signature_whose_two_halves_cancel_is_refused()
    {
        var r = PublicKeyOf(Scalar(2))[1..33];
        Assert.False(P256.Verify(PublicKeyOf(Scalar(-1)), r, [.. r, .. r], 0));
    }

    [Fact]
    public void A_point_off_the_curve_is_refused()
    {
        var publicKey = PublicKeyOf(Scalar(5));
        publicKey[64] ^= 1;
        Assert.False(P256.SharedSecret(Scalar(9), publicKey, new byte[32]));
        Assert.False(P256.Verify(publicKey, new byte[32], new byte[64], 0));
    }

    [Fact]
    public void Shared_secrets_agree_with_the_base_library()
    {
        for (var i = 0; i < 30; i++)
        {
            var mine = SHA256.HashData([1, (byte)i]);
            var theirs = i == 0 ? Scalar(-1) : SHA256.HashData([2, (byte)i]);
            var secret = new byte[32];
            Assert.True(P256.SharedSecret(mine, PublicKeyOf(theirs), secret));

            using var a = ECDiffieHellman.Create(Parameters(PublicKeyOf(mine), mine));
            using var b = ECDiffieHellman.Create(Parameters(PublicKeyOf(theirs), null));
            Assert.Equal(a.DeriveRawSecretAgreement(b.PublicKey), secret);
        }
    }

    [Fact]
    public void Four_threads_sign_at_the_same_time_and_get_the_same_signatures()
    {
        var expected = Enumerable.Range(0, 8).Select(i => Sign(i)).ToArray();
        var actual = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(4).Select(i => (i, signature: Sign(i % 8)));
        Assert.All(actual, x => Assert.Equal(expected[x.i % 8], x.signature));

        static string Sign(int i)
        {
            var signature = new byte[64];
            P256.Sign(SHA256.HashData([3, (byte)i]), SHA256.HashData([4, (byte)i]), signature, 0);
            return Convert.ToHexString(signature);
        }
    }

    internal static ECDsa Import(byte[] publicKey) => ECDsa.Create(Parameters(publicKey, null));

    internal static byte[] PublicKeyOf(byte[] privateKey)
    {
        var publicKey = new byte[65];
        Assert.True(P256.PublicKey(privateKey, publicKey));
        return publicKey;
    }

    private static void AssertAgreesWithTheBaseLibrary(byte[] key, byte[] digest)
    {
        var publicKey = PublicKeyOf(key);
        using var library = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = key });
        var point = library.ExportParameters(false).Q;
        Assert.Equal(Convert.ToHexString([4, .. point.X!, .. point.Y!]), Convert.ToHexString(publicKey));

        var signature = new byte[64];
        Assert.True(P256.Sign(key, digest, signature, 0));
        Assert.True(library.VerifyHash(digest, signature));
        Assert.True(P256.Verify(publicKey, digest, signature, 0));
        Assert.True(ToNumber(signature.AsSpan(32)) <= Order / 2);

        var theirs = library.SignHash(digest);
        var isLow = ToNumber(theirs.AsSpan(32)) <= Order / 2;
        Assert.Equal(isLow, P256.Verify(publicKey, digest, theirs, 0));
    }

    private static ECParameters Parameters(byte[] publicKey, byte[]? privateKey) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = publicKey[1..33], Y = publicKey[33..] },
        D = privateKey,
    };

    private static byte[] Scalar(int offset) => ToBytes(offset > 0 ? offset : Order + offset);

    private static BigInteger ToNumber(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);

    private static byte[] ToBytes(BigInteger value)
    {
        var bytes = new byte[32];
        var digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, 32 - digits.Length);
        return bytes;
    }
}
