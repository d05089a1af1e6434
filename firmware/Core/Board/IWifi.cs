namespace GreenPow.Core
{
    /// <summary>The radio's station side. Never blocks: asked for here, polled from <c>Step</c>.</summary>
    public interface IWifi
    {
        /// <summary>One of <see cref="WifiState"/>.</summary>
        byte State { get; }

        /// <summary>Signal of the access point in dBm, 0 when not joined.</summary>
        sbyte RssiDbm { get; }

        /// <summary>Dotted address, or an empty string.</summary>
        string Address { get; }

        /// <summary>Leaves what it is joined to and joins this network; the driver keeps trying after a loss.</summary>
        void Join(string ssid, string password);

        void Leave();

        /// <summary>Asks for the networks in reach; the answer comes by <see cref="TakeScan"/>.</summary>
        void Scan();

        /// <summary>Networks found, strongest first, each name once; null while there is no answer.</summary>
        WifiNetwork[] TakeScan();
    }

    public static class WifiState
    {
        public const byte Off = 0;
        public const byte Joining = 1;
        public const byte Up = 2;
        public const byte WrongPassword = 3;
        public const byte NotFound = 4;
    }

    /// <summary>A network in reach.</summary>
    public sealed class WifiNetwork
    {
        public string Ssid;
        public sbyte RssiDbm;
        public bool NeedsPassword;
    }
}
