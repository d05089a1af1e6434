using GreenPow.Core;
using GreenPow.Simulator.Boards;

namespace GreenPow.Simulator.Sites;

/// <summary>The installer's visit: each new device is plugged in, makes its own key, and is told network, gateway and wiring over its cable.</summary>
public sealed class Provisioning(NetworkInfo network, GatewayDoor door, TimeProvider time)
{
    public async Task VisitAsync(SimulatedSite site, CancellationToken cancellation)
    {
        using var board = site.Device.MakeBoard(time);
        await using var host = new FirmwareHost(board);
        host.PowerOn();
        var installer = new BoardInstaller(board, cancellation);
        await installer.JoinAsync(ReferenceBoard.Wifi);
        await installer.SetAsync(SettingField.Meters, site.Device.MeterSetting);
        await installer.SetAsync(SettingField.Channels, site.Device.ChannelSetting);
        await installer.SetAsync(SettingField.DeviceName, site.Name);
        if (site.MinerWatts > 0)
        {
            await installer.SetAsync(SettingField.MinerOnMilliwatts, BoardInstaller.Number32(site.MinerOnMilliwatts));
            await installer.SetAsync(SettingField.MinerOffMilliwatts, BoardInstaller.Number32(site.MinerOffMilliwatts));
        }
        await installer.SetAsync(SettingField.GatewayHost, GatewayDoor.Host);
        await installer.SetAsync(SettingField.GatewayPort, BoardInstaller.Number16(GatewayDoor.Port));
        if (door.CaCertificate is { } authority)
            await installer.SetAsync(SettingField.CaCertificate, authority);
        await installer.SetAsync(SettingField.NetworkId, network.NetworkId);
        await installer.SetAsync(SettingField.GatewayPublicKey, network.GatewayPublicKey);
        await installer.ReadPublicKeyAsync();
    }
}
