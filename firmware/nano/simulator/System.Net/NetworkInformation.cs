using GreenPow.DeviceLibrary;

namespace System.Net.NetworkInformation;

public enum NetworkInterfaceType
{
    Unknown = 1,
    Ethernet = 6,
    Wireless80211 = 71,
    WirelessAP = 72,
}

public class NetworkInterface
{
    private static readonly NetworkInterface Station = new();

    internal NetworkInterface()
    {
    }

    /// <summary>0.0.0.0 while not joined; every board of the simulator is this machine.</summary>
    public string IPv4Address => Here.Board.Wifi.Joined is null ? "0.0.0.0" : "127.0.0.1";

    public NetworkInterfaceType NetworkInterfaceType => NetworkInterfaceType.Wireless80211;

    /// <summary>The address that the factory burnt in.</summary>
    public byte[] PhysicalAddress { get; set; } = Here.Board.MacAddress;

    public static NetworkInterface[] GetAllNetworkInterfaces() => [Station];
}
