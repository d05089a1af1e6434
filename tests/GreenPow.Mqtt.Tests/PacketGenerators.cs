using FsCheck;
using FsCheck.Fluent;

namespace GreenPow.Mqtt.Tests;

/// <summary>Packets that a peer may send, in either version.</summary>
internal static class PacketGenerators
{
    private static readonly Gen<string> Text = Gen.Elements("", "a", "greenpow/v1", "Größe", "日照", "\uFEFFmark", new string('x', 300));

    private static readonly Gen<string> TopicName = Gen.Elements("a", "a/b", "/", "greenpow/v1/00ff/report", "$SYS/load", "日照/7");

    private static readonly Gen<ReadOnlyMemory<byte>> Bytes =
        Gen.Choose(0, 400).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length)).Select(array => new ReadOnlyMemory<byte>(array));

    private static readonly Gen<ushort> PacketId = Gen.Choose(1, ushort.MaxValue).Select(value => (ushort)value);

    private static readonly Gen<ushort> UInt16 = Gen.Choose(0, ushort.MaxValue).Select(value => (ushort)value);

    private static readonly Gen<uint> UInt32 = Gen.Elements(1u, 2u, 65_536u, uint.MaxValue);

    private static readonly Gen<bool> Bool = Gen.Elements(true, false);

    private static readonly Gen<List<UserProperty>> UserProperties =
        Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(Text.SelectMany(name => Text.Select(value => new UserProperty(name, value))), count)).Select(array => array.ToList());

    private static readonly Gen<MqttProperties> MessageProperties =
        from format in Maybe(Gen.Elements((byte)0, (byte)1))
        from expiry in Maybe(UInt32)
        from type in MaybeText(Text)
        from response in MaybeText(TopicName)
        from correlation in Maybe(Bytes)
        from user in UserProperties
        select new MqttProperties
        {
            PayloadFormat = format, MessageExpirySeconds = expiry, ContentType = type, ResponseTopic = response, CorrelationData = correlation, UserProperties = user,
        };

    private static readonly Gen<MqttProperties> AnswerProperties =
        from text in MaybeText(Text)
        from user in UserProperties
        select new MqttProperties { ReasonString = text, UserProperties = user };

    private static readonly Gen<MqttProperties> ConnAckProperties =
        from session in Maybe(UInt32)
        from assigned in MaybeText(Text)
        from keepAlive in Maybe(UInt16)
        from receive in Maybe(PacketId)
        from packetBytes in Maybe(UInt32)
        from flag in Maybe(Gen.Elements((byte)0, (byte)1))
        from alias in Maybe(UInt16)
        from reference in MaybeText(Text)
        select new MqttProperties
        {
            SessionExpirySeconds = session, AssignedClientId = assigned, ServerKeepAliveSeconds = keepAlive, ReceiveMaximum = receive,
            MaximumPacketBytes = packetBytes, MaximumQos = flag, RetainAvailable = flag, WildcardSubscriptionAvailable = flag,
            SubscriptionIdentifiersAvailable = flag, SharedSubscriptionAvailable = flag, TopicAliasMaximum = alias, ServerReference = reference,
            ResponseInformation = reference,
        };

    private static readonly Gen<MqttProperties> ConnectProperties =
        from session in Maybe(UInt32)
        from receive in Maybe(PacketId)
        from packetBytes in Maybe(UInt32)
        from alias in Maybe(UInt16)
        from flag in Maybe(Gen.Elements((byte)0, (byte)1))
        from method in MaybeText(Text)
        from data in Bytes
        from user in UserProperties
        select new MqttProperties
        {
            SessionExpirySeconds = session, ReceiveMaximum = receive, MaximumPacketBytes = packetBytes, TopicAliasMaximum = alias,
            RequestProblemInformation = flag, RequestResponseInformation = flag, AuthenticationMethod = method,
            AuthenticationData = method is null ? default(ReadOnlyMemory<byte>?) : data, UserProperties = user,
        };

    /// <summary>A version and a packet that is legal in it.</summary>
    public static Arbitrary<(ProtocolVersion Version, Packet Packet)> AnyPacket() =>
        Gen.Elements(ProtocolVersion.V311, ProtocolVersion.V5).SelectMany(version => Of(version).Select(packet => (version, packet))).ToArbitrary();

    private static Gen<Packet> Of(ProtocolVersion version) => Gen.OneOf(
        Connect(version), ConnAck(version), Publish(version), PubAck(version), Subscribe(version), SubAck(version),
        Unsubscribe(version), UnsubAck(version), Disconnect(version), Gen.Elements<Packet>(PingReqPacket.Instance, PingRespPacket.Instance));

    private static Gen<Packet> Connect(ProtocolVersion version) =>
        from clientId in Text
        from clean in Bool
        from keepAlive in UInt16
        from user in MaybeText(Text)
        from password in Maybe(Bytes)
        from will in MaybeWill(version)
        from properties in In(version, ConnectProperties)
        select (Packet)new ConnectPacket(
            version, clientId, clean, keepAlive, user, version == ProtocolVersion.V311 && user is null ? default : password, will, properties);

    private static Gen<Will?> MaybeWill(ProtocolVersion version) => Gen.OneOf(
        Gen.Constant<Will?>(null),
        from topic in TopicName
        from payload in Bytes
        from qos in Gen.Choose(0, 2)
        from retain in Bool
        from delay in Maybe(UInt32)
        select (Will?)new Will(topic, payload, qos, retain, version == ProtocolVersion.V5 && delay is not null ? new MqttProperties { WillDelaySeconds = delay } : null));

    private static Gen<Packet> ConnAck(ProtocolVersion version) =>
        from present in Bool
        from reason in version == ProtocolVersion.V5
            ? Gen.Elements(Enum.GetValues<ReasonCode>())
            : Gen.Elements(Enumerable.Range(0, 6).Select(code => ConnectReturnCode.ToReason((byte)code)))
        from properties in In(version, ConnAckProperties)
        select (Packet)new ConnAckPacket(present, reason, properties);

    private static Gen<Packet> Publish(ProtocolVersion version) =>
        from topic in TopicName
        from payload in Bytes
        from qos in Gen.Choose(0, 2)
        from retain in Bool
        from duplicate in Bool
        from packetId in PacketId
        from properties in In(version, MessageProperties)
        select (Packet)new PublishPacket(topic, payload, qos, retain, duplicate && qos > 0, qos > 0 ? packetId : (ushort)0, properties);

    private static Gen<Packet> PubAck(ProtocolVersion version) =>
        from packetId in PacketId
        from reason in Gen.Elements(ReasonCode.Success, ReasonCode.NotAuthorized, ReasonCode.QuotaExceeded)
        from properties in In(version, AnswerProperties)
        select (Packet)new PubAckPacket(packetId, version == ProtocolVersion.V5 ? reason : ReasonCode.Success, properties);

    private static Gen<Packet> Subscribe(ProtocolVersion version) =>
        from packetId in PacketId
        from lines in Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(Line(version), count))
        from identifier in Maybe(Gen.Choose(1, VariableByteInteger.Maximum))
        select (Packet)new SubscribePacket(
            packetId, lines, version == ProtocolVersion.V5 && identifier is not null ? new MqttProperties { SubscriptionIdentifier = identifier } : null);

    private static Gen<Subscription> Line(ProtocolVersion version) =>
        from filter in TopicName
        from qos in Gen.Choose(0, 2)
        from noLocal in Bool
        from asPublished in Bool
        from handling in Gen.Elements(Enum.GetValues<RetainHandling>())
        select version == ProtocolVersion.V5 ? new Subscription(filter, qos, noLocal, asPublished, handling) : new Subscription(filter, qos);

    private static Gen<Packet> SubAck(ProtocolVersion version) =>
        from packetId in PacketId
        from reasons in Gen.Choose(1, 4).SelectMany(count =>
            Gen.ArrayOf(Gen.Elements(ReasonCode.Success, ReasonCode.GrantedQos1, ReasonCode.GrantedQos2, ReasonCode.UnspecifiedError), count))
        from properties in In(version, AnswerProperties)
        select (Packet)new SubAckPacket(packetId, reasons, properties);

    private static Gen<Packet> Unsubscribe(ProtocolVersion version) =>
        from packetId in PacketId
        from filters in Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(TopicName, count))
        select (Packet)new UnsubscribePacket(packetId, filters);

    private static Gen<Packet> UnsubAck(ProtocolVersion version) =>
        from packetId in PacketId
        from reasons in Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(Gen.Elements(ReasonCode.Success, ReasonCode.NoSubscriptionExisted), count))
        from properties in In(version, AnswerProperties)
        select (Packet)new UnsubAckPacket(packetId, version == ProtocolVersion.V5 ? reasons : [], properties);

    private static Gen<Packet> Disconnect(ProtocolVersion version) =>
        from reason in Gen.Elements(ReasonCode.Success, ReasonCode.DisconnectWithWill, ReasonCode.SessionTakenOver)
        from properties in In(version, AnswerProperties)
        select (Packet)(version == ProtocolVersion.V5 ? new DisconnectPacket(reason, properties) : new DisconnectPacket());

    /// <summary>Null in 3.1.1, and where every field came out absent: absent and empty are the same bytes.</summary>
    private static Gen<MqttProperties?> In(ProtocolVersion version, Gen<MqttProperties> properties) =>
        version == ProtocolVersion.V311
            ? Gen.Constant<MqttProperties?>(null)
            : properties.Select(some => Structure.Of(some) == Structure.Of(new MqttProperties()) ? null : some);

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), some.Select(value => (T?)value));

    private static Gen<string?> MaybeText(Gen<string> some) => Gen.OneOf(Gen.Constant<string?>(null), some.Select(value => (string?)value));
}
