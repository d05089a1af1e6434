using System.Linq;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Network;

namespace System.Device.Wifi;

public enum WifiReconnectionKind
{
    Automatic = 0,
    Manual = 1,
}

public enum WifiConnectionStatus
{
    AccessRevoked = 0,
    InvalidCredential = 1,
    NetworkNotAvailable = 2,
    Success = 3,
    Timeout = 4,
    UnspecifiedFailure = 5,
    UnsupportedAuthenticationProtocol = 6,
}

public class WifiConnectionResult
{
    internal WifiConnectionResult(WifiConnectionStatus status) => ConnectionStatus = status;

    public WifiConnectionStatus ConnectionStatus { get; }
}

public class WifiAvailableNetwork
{
    public string Ssid { get; internal init; } = "";

    public double NetworkRssiInDecibelMilliwatts { get; internal init; }
}

public class WifiNetworkReport
{
    internal WifiNetworkReport(WifiAvailableNetwork[] networks) => AvailableNetworks = networks;

    public WifiAvailableNetwork[] AvailableNetworks { get; }
}

public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, object e);

public sealed class WifiAdapter : IDisposable
{
    /// <summary>Authentication and DHCP take a few seconds on a chip; here long enough that nobody relies on none.</summary>
    private static readonly TimeSpan JoiningTime = TimeSpan.FromMilliseconds(100);

    private static readonly WifiAdapter TheAdapter = new();

    private WifiAvailableNetwork[] found = [];

    internal WifiAdapter()
    {
    }

    public event AvailableNetworksChangedEventHandler AvailableNetworksChanged;

    public WifiNetworkReport NetworkReport => new(found);

    public static WifiAdapter[] FindAllAdapters() => [TheAdapter];

    public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
    {
        Here.Run.Wait(JoiningTime);
        return new WifiConnectionResult(Here.Board.Wifi.Join(ssid, passwordCredential ?? "", reconnectionKind == WifiReconnectionKind.Automatic) switch
        {
            JoinResult.Joined => WifiConnectionStatus.Success,
            JoinResult.WrongPassword => WifiConnectionStatus.InvalidCredential,
            _ => WifiConnectionStatus.NetworkNotAvailable,
        });
    }

    public void Disconnect() => Here.Board.Wifi.Leave();

    public void ScanAsync()
    {
        var inReach = Here.Board.Wifi.InReach;
        Here.Run.Post(() =>
        {
            found = [.. inReach.Select(point => new WifiAvailableNetwork { Ssid = point.Ssid, NetworkRssiInDecibelMilliwatts = point.RssiDbm })];
            AvailableNetworksChanged?.Invoke(this, null);
        });
    }

    public void Dispose()
    {
    }
}
