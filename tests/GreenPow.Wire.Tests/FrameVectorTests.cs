using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class FrameVectorTests
{
    private static readonly byte[] DevicePublicKey = Vectors.Section("device").Hex("publicKey");

    public static TheoryData<int> Frames => Vectors.Indexes("frames");

    [Theory]
    [MemberData(nameof(Frames))]
    public void The_fields_make_the_bytes(int index)
    {
        var vector = Vectors.Section("frames")[index];
        var frame = AnyFrame.Of(vector.GetProperty("kind").GetByte(), vector.GetProperty("fields"));
        var bytes = new byte[vector.GetProperty("length").GetInt32()];
        Assert.Equal(bytes.Length, frame.Write(bytes, 0));
        Assert.Equal(vector.Text("bytes"), "0x" + Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void The_bytes_make_the_fields(int index)
    {
        var vector = Vectors.Section("frames")[index];
        var bytes = vector.Hex("bytes");
        Assert.True(FrameHeader.TryRead(bytes, 0, bytes.Length, out var kind));
        Assert.Equal(vector.Text("kindName"), FrameKind.Name(kind));
        var frame = AnyFrame.Of(kind);
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out var fault), FrameFault.Text(fault));
        Assert.Equal(JsonSerializer.Serialize(vector.GetProperty("fields")), FrameJson.Describe(frame.Fields).ToJsonString());
        Assert.Equal(vector.Hex("sha256"), SHA256.HashData(bytes));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void The_base_library_confirms_signature_or_mac(int index)
    {
        var vector = Vectors.Section("frames")[index];
        var bytes = vector.Hex("bytes");
        if (vector.TryGetProperty("lengthBeforeMac", out var beforeMac))
        {
            var covered = beforeMac.GetInt32();
            Assert.Equal(HMACSHA256.HashData(Vectors.Section("mac").Hex("key"), bytes.AsSpan(0, covered)), bytes[covered..]);
            Assert.True(DeviceMac.IsSealed(Vectors.Section("mac").Hex("key"), bytes, 0, covered));
        }
        else if (vector.TryGetProperty("lengthBeforeSignature", out var beforeSignature))
        {
            var covered = beforeSignature.GetInt32();
            byte[] prefix = [.. Encoding.ASCII.GetBytes("GreenPow/1 " + vector.Text("kindName")), 0];
            var digest = SHA256.HashData([.. prefix, .. bytes.AsSpan(0, covered)]);
            Assert.Equal(vector.Hex("digest"), digest);
            using var library = P256Tests.Import(Vectors.Signer(vector).Hex("publicKey"));
            Assert.True(library.VerifyHash(digest, bytes[covered..(covered + 64)]));
        }
        else
        {
            Assert.Equal(0, bytes[35] & 0x80);
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void The_key_of_device_or_gateway_signs_the_same_bytes_again(int index)
    {
        var vector = Vectors.Section("frames")[index];
        if (!vector.TryGetProperty("lengthBeforeSignature", out var beforeSignature))
            return;
        var bytes = vector.Hex("bytes");
        var digest = new byte[32];
        var signature = new byte[64];
        FrameSigning.Digest(vector.GetProperty("kind").GetByte(), bytes, 0, beforeSignature.GetInt32(), digest);
        Assert.True(P256.Sign(Vectors.Signer(vector).Hex("privateKey"), digest, signature, 0));
        Assert.Equal(bytes.AsSpan(beforeSignature.GetInt32(), 64).ToArray(), signature);
        Assert.True(P256.Verify(Vectors.Signer(vector).Hex("publicKey"), digest, bytes, beforeSignature.GetInt32()));
    }

    [Fact]
    public void Every_kind_has_a_vector()
    {
        var kinds = Vectors.Section("frames").EnumerateArray().Select(f => f.GetProperty("kind").GetByte()).Distinct();
        Assert.Equal(AnyFrame.Kinds, kinds.Order());
    }

    [Theory]
    [InlineData("report: two channels, six intervals, three shares, sealed", 248)]
    [InlineData("report: sixteen shares", ReportFrame.MaximumLength)]
    [InlineData("have: thirty-two", HaveFrame.MaximumLength)]
    [InlineData("work", 164)]
    [InlineData("login", 168)]
    [InlineData("command: resume", 106)]
    [InlineData("command: an update of 255 bytes", CommandFrame.MaximumLength)]
    [InlineData("ownership", 140)]
    [InlineData("succession: of a dead meter", 374)]
    public void Lengths_are_the_protocols(string name, int length)
    {
        Assert.Equal(length, Vectors.Frame(name).Hex("bytes").Length);
    }

    [Fact]
    public void The_second_report_names_the_hash_of_the_first()
    {
        var first = Vectors.Frame("report: two channels");
        var second = Vectors.Frame("report: one channel");
        Assert.Equal(first.Text("sha256"), second.GetProperty("fields").Text("previous"));
        Assert.Equal(Vectors.Section("network").Text("genesis"), first.GetProperty("fields").Text("previous"));
    }

    /// <summary>EIP-191 version 0x45 ("personal_sign") of the 32 bytes that the device signed.</summary>
    [Fact]
    public void The_installer_signed_what_the_device_signed()
    {
        var vector = Vectors.Frame("commissioning");
        var fields = vector.GetProperty("fields");
        var installerKey = Vectors.Section("installer").Hex("publicKey");
        Assert.Equal(Vectors.Section("installer").Text("address"), fields.Text("installer"));
        Assert.Equal(fields.Hex("installer"), Keccak(installerKey[1..])[12..]);

        Assert.True(IsPersonal(installerKey, vector.Hex("digest"), fields.Hex("installerSignature")));
    }

    [Theory]
    [InlineData("succession: of a dead meter", false)]
    [InlineData("succession: the old meter lives", true)]
    public void Both_meters_and_both_persons_sign_the_same_digest(string name, bool isSignedByOld)
    {
        var vector = Vectors.Frame(name);
        var fields = vector.GetProperty("fields");
        var keys = Vectors.Section("succession");
        var digest = vector.Hex("digest");
        Assert.True(IsPersonal(keys.GetProperty("installer").Hex("publicKey"), digest, fields.Hex("installerSignature")));
        Assert.True(IsPersonal(keys.GetProperty("owner").Hex("publicKey"), digest, fields.Hex("ownerSignature")));
        using var old = P256Tests.Import(keys.GetProperty("oldDevice").Hex("publicKey"));
        Assert.Equal(isSignedByOld, old.VerifyHash(digest, fields.Hex("oldSignature")));
        Assert.Equal(isSignedByOld, ((SuccessionFrame)AnyFrame.Of(FrameKind.Succession, fields).Fields).IsSignedByOld);
        var oldId = SHA256.HashData(keys.GetProperty("oldDevice").Hex("publicKey"))[..16];
        Assert.Equal(oldId, fields.Hex("oldDeviceId"));
    }

    [Fact]
    public void The_ownership_section_is_the_ownership_frame_taken_apart()
    {
        var section = Vectors.Section("ownership");
        var bytes = Vectors.Frame("ownership").Hex("bytes");
        Assert.Equal(bytes[..76], section.Hex("beforeSignature"));
        Assert.Equal(SHA256.HashData(section.Hex("signed")), section.Hex("digest"));
        Assert.Equal(bytes[76..108], section.Hex("r"));
        Assert.Equal(bytes[108..], section.Hex("s"));
        Assert.Equal(DevicePublicKey[1..33], section.Hex("x"));
        Assert.Equal(DevicePublicKey[33..], section.Hex("y"));
        Assert.Equal(section.Hex("registry"), bytes[28..48]);
        Assert.Equal(section.Hex("owner"), bytes[48..68]);
    }

    private static bool IsPersonal(byte[] publicKey, byte[] digest, byte[] signature)
    {
        using var library = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.CreateFromFriendlyName("secp256k1"),
            Q = new ECPoint { X = publicKey[1..33], Y = publicKey[33..] },
        });
        return library.VerifyHash(Keccak([.. "\u0019Ethereum Signed Message:\n32"u8, .. digest]), signature[..64]);
    }

    private static byte[] Keccak(byte[] message)
    {
        var digest = new byte[32];
        Keccak256.Hash(message, 0, message.Length, digest, 0);
        return digest;
    }
}
