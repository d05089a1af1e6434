using System.Buffers;

namespace GreenPow.Mqtt;

/// <summary>One packet's bytes to a value, for one connection; anything not exactly as the standard says is refused.</summary>
internal sealed class PacketDecoder
{
    private readonly TopicCache _topics = new();
    private byte[] _joined = [];

    /// <summary>Set by the CONNECT that this decoder reads.</summary>
    public ProtocolVersion Version { get; set; } = ProtocolVersion.V311;

    public Packet Decode(byte first, ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return Decode(first, body.FirstSpan);
        int length = (int)body.Length;
        if (_joined.Length < length)
            _joined = new byte[Math.Max(length, 2 * _joined.Length)];
        body.CopyTo(_joined);
        return Decode(first, _joined.AsSpan(0, length));
    }

    public Packet Decode(byte first, ReadOnlySpan<byte> body)
    {
        var type = (PacketType)(first >> 4);
        int flags = first & 0x0F;
        int expectedFlags = type is PacketType.Subscribe or PacketType.Unsubscribe or PacketType.PubRel ? 2 : 0;
        if (type != PacketType.Publish && flags != expectedFlags)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, $"{type} has flags {flags}, they must be {expectedFlags}.");
        var reader = new SpanReader(body);
        Packet packet = type switch
        {
            PacketType.Connect => ConnectReader.Read(ref reader, this),
            PacketType.ConnAck => ConnAck(ref reader),
            PacketType.Publish => Publish(flags, ref reader),
            PacketType.PubAck => PubAck(ref reader),
            PacketType.Subscribe => SubscribeReader.Subscribe(ref reader, Version),
            PacketType.SubAck => SubscribeReader.SubAck(ref reader, Version),
            PacketType.Unsubscribe => SubscribeReader.Unsubscribe(ref reader, Version),
            PacketType.UnsubAck => SubscribeReader.UnsubAck(ref reader, Version),
            PacketType.PingReq => PingReqPacket.Instance,
            PacketType.PingResp => PingRespPacket.Instance,
            PacketType.Disconnect => Disconnect(ref reader),
            _ => throw new MqttProtocolException(ReasonCode.ProtocolError, $"{type} is not used here: QoS 2 and AUTH are not offered."),
        };
        reader.ExpectEnd();
        return packet;
    }

    private PublishPacket Publish(int flags, ref SpanReader reader)
    {
        int qos = (flags >> 1) & 3;
        bool duplicate = (flags & 8) != 0;
        if (qos == 3)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, "PUBLISH has QoS 3.");
        if (qos == 0 && duplicate)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, "PUBLISH of QoS 0 is marked as a duplicate.");
        string topic = _topics.Read(reader.Binary());
        ushort packetId = qos > 0 ? ReadPacketId(ref reader) : (ushort)0;
        MqttProperties? properties = Version == ProtocolVersion.V5 ? PropertyReader.Read(ref reader, PropertyScope.Publish) : null;
        if (properties?.TopicAlias is { } alias)
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, $"Topic alias {alias}, the maximum is 0.");
        if (!TopicRules.IsName(topic))
            throw new MqttProtocolException(ReasonCode.TopicNameInvalid, "PUBLISH has no valid topic name.");
        if (properties?.ResponseTopic is { } response && !TopicRules.IsName(response))
            throw new MqttProtocolException(ReasonCode.ProtocolError, "The response topic is no topic name.");
        byte[] payload = reader.Take(reader.Rest.Length).ToArray();
        return new PublishPacket(topic, payload, qos, (flags & 1) != 0, duplicate, packetId, properties);
    }

    private ConnAckPacket ConnAck(ref SpanReader reader)
    {
        byte flags = reader.Byte();
        if (flags > 1)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, $"CONNACK has flags {flags}.");
        byte code = reader.Byte();
        return Version == ProtocolVersion.V5
            ? new ConnAckPacket(flags == 1, Reason(code), PropertyReader.Read(ref reader, PropertyScope.ConnAck))
            : new ConnAckPacket(flags == 1, ConnectReturnCode.ToReason(code));
    }

    private PubAckPacket PubAck(ref SpanReader reader)
    {
        ushort packetId = ReadPacketId(ref reader);
        if (Version != ProtocolVersion.V5 || reader.AtEnd)
            return new PubAckPacket(packetId);
        ReasonCode reason = Reason(reader.Byte());
        return new PubAckPacket(packetId, reason, reader.AtEnd ? null : PropertyReader.Read(ref reader, PropertyScope.Acknowledgement));
    }

    private DisconnectPacket Disconnect(ref SpanReader reader)
    {
        if (Version != ProtocolVersion.V5 || reader.AtEnd)
            return new DisconnectPacket();
        ReasonCode reason = Reason(reader.Byte());
        return new DisconnectPacket(reason, reader.AtEnd ? null : PropertyReader.Read(ref reader, PropertyScope.Disconnect));
    }

    internal static ushort ReadPacketId(ref SpanReader reader)
    {
        ushort packetId = reader.UInt16();
        if (packetId == 0)
            throw new MqttProtocolException(ReasonCode.ProtocolError, "The packet identifier is 0.");
        return packetId;
    }

    internal static ReasonCode Reason(byte code) =>
        Enum.IsDefined((ReasonCode)code)
            ? (ReasonCode)code
            : throw new MqttProtocolException(ReasonCode.MalformedPacket, $"Reason code 0x{code:X2} does not exist.");
}
