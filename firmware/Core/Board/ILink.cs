namespace GreenPow.Core
{
    /// <summary>
    /// An MQTT client that never blocks: everything is asked for and then polled from <c>Device.Step</c>.
    /// After the link has gone down, tokens given before are void.
    /// </summary>
    public interface ILink
    {
        /// <summary>One of <see cref="LinkState"/>.</summary>
        byte State { get; }

        /// <summary>One of <see cref="LinkFault"/>: why the last attempt or connection ended; None while up and after <see cref="Close"/> of one that was.</summary>
        byte Fault { get; }

        /// <summary>Begins a clean session; <see cref="State"/> tells how it goes. Only called while <see cref="LinkState.Down"/>.</summary>
        void Connect(LinkLogin login);

        /// <summary>Asks for a topic at QoS 1.</summary>
        void Subscribe(string topic);

        /// <summary>
        /// Hands a copy of the payload to the client. Returns a token (above 0) that is acknowledged later for QoS 1;
        /// 0 when it cannot be taken now.
        /// </summary>
        int Publish(string topic, byte[] payload, int count, byte qos, bool retain);

        /// <summary>Next acknowledged (PUBACK) token, or 0.</summary>
        int TakeAcknowledgement();

        /// <summary>Next message received, or null.</summary>
        LinkMessage TakeMessage();

        /// <summary>Closes the connection without a will; <see cref="State"/> becomes <see cref="LinkState.Down"/>.</summary>
        void Close();
    }

    /// <summary>Where a connection stands.</summary>
    public static class LinkState
    {
        public const byte Down = 0;
        public const byte Connecting = 1;
        public const byte Up = 2;

        /// <summary>There is no network to connect through: no login is signed and spent until there is.</summary>
        public const byte NoNetwork = 3;
    }

    /// <summary>Why there is no connection, as far as the client can tell; what the installer is shown follows from it.</summary>
    public static class LinkFault
    {
        public const byte None = 0;

        /// <summary>No Wi-Fi, or no address.</summary>
        public const byte NoNetwork = 1;

        /// <summary>The name is unknown, nobody answers there, or the connection broke.</summary>
        public const byte Unreachable = 2;

        /// <summary>The server's certificate is not of the pinned authority or not of that name.</summary>
        public const byte CertificateRefused = 3;

        /// <summary>CONNACK said no (MQTT 3.1.1, 3.2.2.3), or a subscription was refused.</summary>
        public const byte LoginRefused = 4;

        /// <summary>Connected, and then no word: no CONNACK, no PINGRESP.</summary>
        public const byte Silent = 5;
    }

    /// <summary>Where to connect and what CONNECT carries.</summary>
    public sealed class LinkLogin
    {
        /// <summary>Name or dotted address of the gateway.</summary>
        public string Host;

        public int Port;

        /// <summary>
        /// The one authority whose servers are believed, PEM in ASCII; null = no TLS (a gateway on the same machine).
        /// With it a server of any other authority, or of another name, is refused.
        /// </summary>
        public byte[] CaCertificate;

        /// <summary>Client id and user name: 32 lower-case hex digits.</summary>
        public string DeviceId;

        /// <summary>Hex of the login frame.</summary>
        public string Password;

        /// <summary>Published, retained at QoS 1, by the gateway when the connection breaks.</summary>
        public string WillTopic;

        /// <summary>The single byte 0x00: offline.</summary>
        public byte[] WillPayload;
    }

    /// <summary>A message as it arrived; the arrays belong to the receiver.</summary>
    public sealed class LinkMessage
    {
        public string Topic;
        public byte[] Payload;
    }
}
