using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class IdentityTests
{
    private static readonly byte[] PublicKey = Vectors.Section("device").Hex("publicKey");

    [Fact]
    public void A_device_is_named_by_the_hash_of_its_public_key()
    {
        var id = new byte[16];
        Identity.DeviceId(PublicKey, id);
        Assert.Equal(Vectors.Section("device").Hex("deviceId"), id);
        Assert.Equal(SHA256.HashData(PublicKey)[..16], id);
        Assert.Equal(Vectors.Section("device").Text("text"), Identity.Text(id, 0));
    }

    [Fact]
    public void The_private_key_of_the_vector_has_the_public_key_of_the_vector()
    {
        Assert.Equal(PublicKey, P256Tests.PublicKeyOf(Vectors.Section("device").Hex("privateKey")));
    }

    [Fact]
    public void A_network_is_named_by_chain_and_registry()
    {
        var vector = Vectors.Section("network");
        var network = new byte[8];
        Identity.NetworkId(vector.GetProperty("chainId").GetUInt64(), vector.Hex("registry"), network);
        Assert.Equal(vector.Hex("networkId"), network);
        byte[] named = [.. "GreenPow/1 network\0"u8, .. BitConverter.GetBytes(31337UL), .. vector.Hex("registry")];
        Assert.Equal(SHA256.HashData(named)[..8], network);
    }

    [Fact]
    public void A_history_begins_at_network_and_device()
    {
        var vector = Vectors.Section("network");
        var genesis = new byte[32];
        Identity.Genesis(vector.Hex("networkId"), Vectors.Section("device").Hex("deviceId"), genesis);
        Assert.Equal(vector.Hex("genesis"), genesis);
        byte[] named = [.. "GreenPow/1 genesis\0"u8, .. vector.Hex("networkId"), .. Vectors.Section("device").Hex("deviceId")];
        Assert.Equal(SHA256.HashData(named), genesis);
    }

    [Fact]
    public void Device_and_gateway_derive_the_same_frame_key()
    {
        var device = Vectors.Section("device");
        var gateway = Vectors.Section("gateway");
        var key = new byte[32];
        Assert.True(DeviceMac.Key(device.Hex("privateKey"), gateway.Hex("publicKey"), key));
        Assert.Equal(Vectors.Section("mac").Hex("key"), key);
        Assert.True(DeviceMac.Key(gateway.Hex("privateKey"), device.Hex("publicKey"), key));
        Assert.Equal(Vectors.Section("mac").Hex("key"), key);

        var shared = Vectors.Section("mac").Hex("sharedSecret");
        Assert.Equal(HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, [], "GreenPow/1 mac"u8.ToArray()), key);
    }

    [Theory]
    [InlineData("41ae002d97e1c35786dd4eef46c0b622", true)]
    [InlineData("41AE002D97E1C35786DD4EEF46C0B622", false)]
    [InlineData("41ae002d97e1c35786dd4eef46c0b62", false)]
    [InlineData("41ae002d97e1c35786dd4eef46c0b6222", false)]
    [InlineData("41ae002d97e1c35786dd4eef46c0b62+", false)]
    [InlineData("", false)]
    public void A_device_id_has_one_spelling(string text, bool expected)
    {
        Assert.Equal(expected, Identity.IsText(text));
    }
}
