// nanoframework/System.Net main at 713b02c (1.11.x), nanoFramework.System.Net/NetworkInformation/{NetworkInterface,NetworkInterfaceType}.cs.
namespace System.Net.NetworkInformation
{
    public enum NetworkInterfaceType
    {
        Unknown = 1,
        Ethernet = 6,
        Wireless80211 = 71,
        WirelessAP = 72,
    }

    public class NetworkInterface
    {
        internal extern NetworkInterface();
        public static extern NetworkInterface[] GetAllNetworkInterfaces();
        public extern string IPv4Address { get; }
        public extern NetworkInterfaceType NetworkInterfaceType { get; }
    }
}
