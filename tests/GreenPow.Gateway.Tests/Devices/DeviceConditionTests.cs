using GreenPow.Gateway.Devices;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class DeviceConditionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-condition").FullName;
    private readonly TestKey key = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_a_device_says_at_boot_is_shown_and_survives_a_restart_of_the_gateway()
    {
        await using (var gateway = await TestGateway.StartAsync(folder))
        {
            Assert.True(gateway.Catalogue.AddDevice(key.Applied(TestGateway.Network.NetworkId, ManualTime.Noon) with { State = DeviceState.Registered }));
            Assert.Null(DeviceCondition.Of(gateway.Catalogue, key.Id));
            using var device = new FirmwareDevice(gateway, key);
            device.Commission();
            device.BootOnline();
            await device.LiveAsync(1);
            await device.UntilAllIsHeldAsync();
        }
        await using var again = await TestGateway.StartAsync(folder);
        var condition = DeviceCondition.Of(again.Catalogue, key.Id);
        Assert.NotNull(condition);
        Assert.Equal(("power on", "managed code", null, false), (condition.ResetReason, condition.Signer, condition.SecureElementSerial, condition.IsTamperOpen));
        Assert.Equal(64, condition.FirmwareDigest.Length);
    }

    [Fact]
    public void A_secure_element_is_named_with_its_serial_number()
    {
        var frame = new StatusFrame { SignerKind = StatusFrame.SignerSecureElement, ResetReason = Wire.ResetReason.BrownOut, Tamper = 1, RssiDbm = -71 };
        frame.SignerSerial[0] = 0x01;
        frame.SignerSerial[1] = 0x23;
        var condition = DeviceCondition.Of(frame, ManualTime.Noon);
        Assert.Equal(("secure element", "012300000000000000000000", "a brown-out", true, -71),
            (condition.Signer, condition.SecureElementSerial, condition.ResetReason, condition.IsTamperOpen, condition.RssiDbm));
    }
}
