// nanoframework/nanoFramework.m2mqtt v5.1.220, nanoFramework.M2Mqtt.Core/{IMqttClient,MqttSslProtocols,Messages/MqttMsgPublishEventArgs,Messages/MqttMsgPublishedEventArgs,...}.cs;
// the package nanoFramework.M2Mqtt carries both assemblies (nanoFramework.M2Mqtt.nuspec).
[assembly: System.Reflection.AssemblyVersion("5.1.220.0")]

namespace nanoFramework.M2Mqtt
{
    public enum MqttSslProtocols
    {
        None = 0,
        SSLv3 = 1,
        TLSv1_0 = 2,
        TLSv1_1 = 3,
        TLSv1_2 = 4,
        TLSv1_3 = 5,
    }

    public interface IMqttClient
    {
        delegate void MqttMsgPublishEventHandler(object sender, Messages.MqttMsgPublishEventArgs e);

        delegate void MqttMsgPublishedEventHandler(object sender, Messages.MqttMsgPublishedEventArgs e);

        delegate void ConnectionClosedEventHandler(object sender, System.EventArgs e);
    }
}

namespace nanoFramework.M2Mqtt.Messages
{
    public enum MqttQoSLevel
    {
        AtMostOnce = 0x00,
        AtLeastOnce = 0x01,
        ExactlyOnce = 0x02,
    }

    /// <summary>Of MQTT 3.1.1 only; a refusal is ConnectionRefused...</summary>
    public enum MqttReasonCode
    {
        Success = 0x00,
        ConnectionRefusedUnacceptableProtocolVersion = 0x01,
        ConnectionRefusedIdentifierRejected = 0x02,
        ConnectionRefusedServerUnavailable = 0x03,
        ConnectionRefusedBadUserNameOrPassword = 0x04,
        ConnectionRefusedNotAuthorized = 0x05,
    }

    public class MqttMsgPublishEventArgs : System.EventArgs
    {
        internal extern MqttMsgPublishEventArgs();
        public extern string Topic { get; }
        public extern byte[] Message { get; }
    }

    public class MqttMsgPublishedEventArgs : System.EventArgs
    {
        internal extern MqttMsgPublishedEventArgs();
        public extern ushort MessageId { get; set; }
        public extern bool IsPublished { get; set; }
    }
}
