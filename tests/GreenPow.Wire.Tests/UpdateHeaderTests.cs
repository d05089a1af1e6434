using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class UpdateHeaderTests
{
    private static readonly byte[] Key = SHA256.HashData("release"u8);
    private static readonly byte[] Image = [1, 2, 3];

    [Fact]
    public void A_header_is_where_the_document_says()
    {
        var bytes = new byte[UpdateHeader.Length];
        Signed().Write(bytes, 0);
        Assert.Equal("47504657" + "01" + "01" + "0000" + "01020304" + "01000000" + "00000000" + "01010000" + "03000000", Convert.ToHexStringLower(bytes[..28]));
        Assert.Equal(SHA256.HashData(Image), bytes[28..60]);
        Assert.Equal(SHA256.HashData(PublicKey())[..4], bytes[60..64]);
    }

    [Fact]
    public void The_base_librarys_ECDSA_finds_the_signature_over_domain_and_header_good()
    {
        var bytes = new byte[UpdateHeader.Length];
        Signed().Write(bytes, 0);
        var key = PublicKey();
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key[1..33], Y = key[33..] } });
        Assert.True(ecdsa.VerifyData((byte[])[.. "GreenPow/1 firmware\0"u8, .. bytes[..64]], bytes[64..], HashAlgorithmName.SHA256));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var bytes = new byte[UpdateHeader.Length];
        Signed().Write(bytes, 0);
        var read = new UpdateHeader();
        Assert.True(read.TryRead(bytes, 0, bytes.Length, out var fault));
        Assert.Equal(UpdateFault.None, fault);
        Assert.True(read.IsSignedBy(PublicKey()));
        var again = new byte[UpdateHeader.Length];
        read.Write(again, 0);
        Assert.Equal(bytes, again);
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        var bytes = new byte[UpdateHeader.Length];
        Signed().Write(bytes, 0);
        var read = new UpdateHeader();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(read.TryRead(flipped, 0, flipped.Length, out _) && read.IsSignedBy(PublicKey()), $"bit {bit}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(524_289)]
    [InlineData(-1)]
    public void An_image_of_impossible_length_is_refused(int length)
    {
        var bytes = new byte[UpdateHeader.Length];
        Signed().Write(bytes, 0);
        BitConverter.GetBytes(length).CopyTo(bytes, 24);
        Assert.False(new UpdateHeader().TryRead(bytes, 0, bytes.Length, out var fault));
        Assert.Equal(UpdateFault.Length, fault);
    }

    [Theory]
    [InlineData("1.0.0.0", "1.0.0.1", -1)]
    [InlineData("1.255.0.0", "2.0.0.0", -1)]
    [InlineData("1.2.3.4", "1.2.3.4", 0)]
    [InlineData("0.10.0.0", "0.9.9.9", 1)]
    public void Versions_are_compared_number_by_number(string a, string b, int sign) =>
        Assert.Equal(sign, Math.Sign(UpdateHeader.CompareVersions(Parse(a), 0, Parse(b), 0)));

    [Fact]
    public void Every_fault_has_its_own_text()
    {
        var faults = typeof(UpdateFault).GetFields().Where(f => f.IsLiteral).Select(f => UpdateFault.Text((byte)f.GetRawConstantValue()!)).ToArray();
        Assert.Equal(faults.Length, faults.Distinct().Count());
        Assert.DoesNotContain(UpdateFault.Text(200), faults);
    }

    [Fact]
    public void A_device_says_where_it_stands_and_is_read()
    {
        var progress = new UpdateProgress { State = UpdateProgress.Receiving, Fault = UpdateFault.Offset, Received = 1000, Total = 70_000 };
        progress.ImageId[7] = 9;
        var bytes = new byte[UpdateProgress.Length];
        progress.Write(bytes, 0);
        Assert.Equal("0000000000000009" + "01" + "0b" + "e8030000" + "70110100", Convert.ToHexStringLower(bytes));
        var read = new UpdateProgress();
        Assert.True(read.TryRead(bytes, 0, bytes.Length));
        Assert.Equal((progress.State, progress.Fault, progress.Received, progress.Total), (read.State, read.Fault, read.Received, read.Total));
        bytes[8] = 5;
        Assert.False(read.TryRead(bytes, 0, bytes.Length));
    }

    private static UpdateHeader Signed()
    {
        var header = new UpdateHeader { Profile = 1, ImageLength = Image.Length };
        Parse("1.2.3.4").CopyTo(header.Version, 0);
        Parse("1.0.0.0").CopyTo(header.MinimumLoader, 0);
        Parse("1.1.0.0").CopyTo(header.OldestAllowed, 0);
        SHA256.HashData(Image).CopyTo(header.ImageDigest, 0);
        SHA256.HashData(PublicKey()).AsSpan(0, 4).CopyTo(header.ReleaseKeyId);
        var digest = new byte[32];
        header.Digest(digest);
        Assert.True(P256.Sign(Key, digest, header.Signature, 0));
        return header;
    }

    private static byte[] Parse(string version) => [.. version.Split('.').Select(byte.Parse)];

    private static byte[] PublicKey()
    {
        var key = new byte[65];
        Assert.True(P256.PublicKey(Key, key));
        return key;
    }
}
