// nanoframework/System.Device.Wifi main at 282a906 (1.5.x), System.Device.Wifi/{WifiAdapter,WifiAvailableNetwork,WifiNetworkReport,WifiConnectionResult,WifiConnectionStatus,WifiReconnectionKind,AvailableNetworksChangedEventHandler}.cs.
[assembly: System.Reflection.AssemblyVersion("1.5.149.0")]

namespace System.Device.Wifi
{
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
        internal extern WifiConnectionResult();
        public extern WifiConnectionStatus ConnectionStatus { get; }
    }

    public class WifiAvailableNetwork
    {
        public extern WifiAvailableNetwork();
        public extern string Ssid { get; }
        public extern double NetworkRssiInDecibelMilliwatts { get; }
    }

    public class WifiNetworkReport
    {
        internal extern WifiNetworkReport();
        public extern WifiAvailableNetwork[] AvailableNetworks { get; }
    }

    public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, object e);

    public sealed class WifiAdapter : IDisposable
    {
        internal extern WifiAdapter();
        public static extern WifiAdapter[] FindAllAdapters();
        public extern WifiNetworkReport NetworkReport { get; }
        public extern event AvailableNetworksChangedEventHandler AvailableNetworksChanged;
        public extern WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential);
        public extern void Disconnect();
        public extern void ScanAsync();
        public extern void Dispose();
    }
}
