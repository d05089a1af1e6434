using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices.Updates;

/// <summary>A signed firmware file of random bytes.</summary>
internal static class SignedFirmware
{
    private static readonly byte[] PrivateKey = SHA256.HashData("release of the tests"u8);

    public static byte[] Key { get; } = MakeKey();

    public static byte[] File(byte minor, int length = 5000)
    {
        var image = new byte[length];
        new Random(minor).NextBytes(image);
        var header = new UpdateHeader { Profile = 1, ImageLength = length };
        header.Version[0] = 1;
        header.Version[1] = minor;
        SHA256.HashData(image).CopyTo(header.ImageDigest, 0);
        SHA256.HashData(Key).AsSpan(0, UpdateHeader.KeyIdLength).CopyTo(header.ReleaseKeyId);
        var digest = new byte[32];
        header.Digest(digest);
        Assert.True(P256.Sign(PrivateKey, digest, header.Signature, 0));
        var file = new byte[header.FileLength];
        header.Write(file, 0);
        image.CopyTo(file, UpdateHeader.Length);
        return file;
    }

    private static byte[] MakeKey()
    {
        var key = new byte[P256.PublicKeyLength];
        Assert.True(P256.PublicKey(PrivateKey, key));
        return key;
    }
}
