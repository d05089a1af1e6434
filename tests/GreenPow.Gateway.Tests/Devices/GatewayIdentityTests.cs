using System.Runtime.Versioning;
using GreenPow.Gateway.Devices;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

[UnsupportedOSPlatform("windows")]
public sealed class GatewayIdentityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-identity").FullName;

    private string KeyPath => Path.Combine(folder, "gateway.key");

    [Fact]
    public void The_key_is_made_once_for_its_owner_only()
    {
        var made = GatewayIdentity.LoadOrCreate(KeyPath);
        Assert.Equal(made.PublicKey, GatewayIdentity.LoadOrCreate(KeyPath).PublicKey);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.Equal([KeyPath], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_key_that_others_may_read_stops_the_start()
    {
        GatewayIdentity.LoadOrCreate(KeyPath);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Throws<InvalidDataException>(() => GatewayIdentity.LoadOrCreate(KeyPath));
    }

    [Fact]
    public void A_damaged_key_file_is_named_without_telling_what_is_in_it()
    {
        GatewayIdentity.LoadOrCreate(KeyPath);
        File.WriteAllText(KeyPath, "c0ffee");
        var thrown = Assert.Throws<InvalidDataException>(() => GatewayIdentity.LoadOrCreate(KeyPath));
        Assert.DoesNotContain("c0ffee", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_and_gateway_derive_the_same_mac_key()
    {
        var device = new TestKey();
        var gateway = GatewayIdentity.LoadOrCreate(KeyPath);
        var ofDevice = new byte[DeviceMac.KeyLength];
        Assert.True(DeviceMac.Key(device.PrivateKey, gateway.PublicKey, ofDevice));
        Assert.Equal(ofDevice, gateway.MacKey(device.Applied(new byte[8], ManualTime.Noon)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
