using System;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using GreenPow.Core;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace GreenPow.Firmware
{
    /// <summary>One connection of M2Mqtt from CONNECT to its end.</summary>
    public sealed class MqttConversation
    {
        private const ushort KeepAliveSeconds = 60;

        /// <summary>QoS 1 messages without PUBACK; the core asks again later.</summary>
        private const int LargestUnacknowledged = 16;

        private readonly AutoResetEvent _over = new AutoResetEvent(false);
        private readonly MqttInbox _inbox = new MqttInbox();
        private MqttClient _client;
        private int _unacknowledged;
        private bool _isUp;
        private bool _isBroken;

        public bool IsUp => _isUp && !_isBroken;

        /// <summary>Why it ended after it was up.</summary>
        public byte Fault => _inbox.HasLost ? LinkFault.Silent : LinkFault.Unreachable;

        /// <summary>Blocks until the gateway has answered; returns one of <see cref="LinkFault"/>.</summary>
        public byte Open(LinkLogin login)
        {
            bool isSecure = login.CaCertificate != null;
            try
            {
                X509Certificate authority = isSecure ? new X509Certificate(Encoding.UTF8.GetString(login.CaCertificate, 0, login.CaCertificate.Length)) : null;
                _client = new MqttClient(login.Host, login.Port, isSecure, authority, null, isSecure ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
                _client.MqttMsgPublishReceived += OnMessage;
                _client.MqttMsgPublished += OnPublished;
                _client.ConnectionClosed += OnClosed;
                MqttReasonCode answer = _client.Connect(
                    login.DeviceId,
                    login.DeviceId,
                    login.Password,
                    true,
                    MqttQoSLevel.AtLeastOnce,
                    true,
                    login.WillTopic,
                    WillText(login.WillPayload),
                    true,
                    KeepAliveSeconds);
                _isUp = answer == MqttReasonCode.Success && !_isBroken;
                if (_isUp) return LinkFault.None;
                _over.Set();
                return answer == MqttReasonCode.ConnectionRefusedServerUnavailable || answer == MqttReasonCode.Success ? LinkFault.Unreachable : LinkFault.LoginRefused;
            }
            catch (Exception e)
            {
                Console.WriteLine("mqtt: " + e.Message);
                _over.Set();
                return isSecure && Answers(login.Host, login.Port) ? LinkFault.CertificateRefused : LinkFault.Unreachable;
            }
        }

        public void Subscribe(string topic) => _client.Subscribe(new string[] { topic }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });

        /// <summary>The message's packet identifier is its token; 0 when too many wait for theirs.</summary>
        public int Publish(string topic, byte[] payload, byte qos, bool retain)
        {
            if (qos != 0 && _unacknowledged >= LargestUnacknowledged) return 0;
            if (qos != 0) _unacknowledged++;
            return _client.Publish(topic, payload, null, null, qos == 0 ? MqttQoSLevel.AtMostOnce : MqttQoSLevel.AtLeastOnce, retain);
        }

        public int TakeAcknowledgement()
        {
            int token = _inbox.TakeAcknowledgement();
            if (token != 0) _unacknowledged--;
            return token;
        }

        public LinkMessage TakeMessage() => _inbox.TakeMessage();

        public void EndSoon() => _over.Set();

        /// <summary>Blocks until the connection is over, then frees what it held.</summary>
        public void WaitAndClear()
        {
            _over.WaitOne();
            bool saysGoodbye = IsUp;
            _isUp = false;
            if (_client == null) return;
            try
            {
                if (saysGoodbye) _client.Disconnect();
                _client.Close();
            }
            catch (Exception e)
            {
                Console.WriteLine("mqtt: " + e.Message);
            }
        }

        private void OnMessage(object sender, MqttMsgPublishEventArgs e) => _inbox.Add(e.Topic, e.Message);

        private void OnPublished(object sender, MqttMsgPublishedEventArgs e)
        {
            if (e.IsPublished)
            {
                _inbox.Acknowledge(e.MessageId);
                return;
            }

            // Three attempts without PUBACK: the connection stands, but nobody keeps what is sent.
            _inbox.HasLost = true;
            _isBroken = true;
            _over.Set();
        }

        private void OnClosed(object sender, EventArgs e)
        {
            _isBroken = true;
            _over.Set();
        }

        // M2Mqtt takes the will as text, and the platform's strings end at the first 0: the digit stands for the byte.
        private static string WillText(byte[] payload)
        {
            char[] text = new char[payload.Length];
            for (int i = 0; i < payload.Length; i++) text[i] = payload[i] == 0 ? '0' : (char)payload[i];
            return new string(text);
        }

        // M2Mqtt does not tell a failed handshake from a failed connection: one that comes about without TLS was the certificate's fault.
        private static bool Answers(string host, int port)
        {
            Socket socket = null;
            try
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(new IPEndPoint(Dns.GetHostEntry(host).AddressList[0], port));
                return true;
            }
            catch (Exception)
            {
                return false;
            }
            finally
            {
                if (socket != null) socket.Close();
            }
        }
    }
}
