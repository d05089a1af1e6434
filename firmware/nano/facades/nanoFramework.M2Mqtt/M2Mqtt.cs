// nanoframework/nanoFramework.m2mqtt v5.1.220, M2Mqtt/MqttClient.cs.
[assembly: System.Reflection.AssemblyVersion("5.1.220.0")]

namespace nanoFramework.M2Mqtt
{
    using System.Collections;
    using System.Security.Cryptography.X509Certificates;
    using nanoFramework.M2Mqtt.Messages;

    public class MqttClient : IMqttClient, System.IDisposable
    {
        /// <summary>Resolves the host's name already here, so it blocks and throws without a network.</summary>
        public extern MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol);

        public extern event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived;
        public extern event IMqttClient.MqttMsgPublishedEventHandler MqttMsgPublished;
        public extern event IMqttClient.ConnectionClosedEventHandler ConnectionClosed;

        public extern MqttReasonCode Connect(
            string clientId,
            string username,
            string password,
            bool willRetain,
            MqttQoSLevel willQosLevel,
            bool willFlag,
            string willTopic,
            string willMessage,
            bool cleanSession,
            ushort keepAlivePeriod);

        public extern ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels);
        public extern ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain);
        public extern void Disconnect();
        public extern void Close();
        public extern void Dispose();
    }
}
