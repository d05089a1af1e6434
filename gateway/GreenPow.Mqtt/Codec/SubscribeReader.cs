namespace GreenPow.Mqtt;

/// <summary>Reads the four subscription packets; whether a filter is valid is answered per filter, not here.</summary>
internal static class SubscribeReader
{
    public static SubscribePacket Subscribe(ref SpanReader reader, ProtocolVersion version)
    {
        ushort packetId = PacketDecoder.ReadPacketId(ref reader);
        MqttProperties? properties = Properties(ref reader, version, PropertyScope.Subscribe);
        var subscriptions = new List<Subscription>();
        while (!reader.AtEnd)
        {
            string filter = reader.Text();
            byte options = reader.Byte();
            int qos = options & 3;
            int handling = (options >> 4) & 3;
            bool reserved = version == ProtocolVersion.V5 ? (options & 0xC0) != 0 : (options & 0xFC) != 0;
            if (qos == 3 || handling == 3 || reserved)
                throw new MqttProtocolException(ReasonCode.MalformedPacket, $"SUBSCRIBE has options 0x{options:X2}.");
            subscriptions.Add(new Subscription(filter, qos, (options & 4) != 0, (options & 8) != 0, (RetainHandling)handling));
        }

        return subscriptions.Count > 0 ? new SubscribePacket(packetId, subscriptions, properties) : throw Empty(PacketType.Subscribe);
    }

    public static UnsubscribePacket Unsubscribe(ref SpanReader reader, ProtocolVersion version)
    {
        ushort packetId = PacketDecoder.ReadPacketId(ref reader);
        MqttProperties? properties = Properties(ref reader, version, PropertyScope.Unsubscribe);
        var filters = new List<string>();
        while (!reader.AtEnd)
            filters.Add(reader.Text());
        return filters.Count > 0 ? new UnsubscribePacket(packetId, filters, properties) : throw Empty(PacketType.Unsubscribe);
    }

    public static SubAckPacket SubAck(ref SpanReader reader, ProtocolVersion version)
    {
        ushort packetId = PacketDecoder.ReadPacketId(ref reader);
        MqttProperties? properties = Properties(ref reader, version, PropertyScope.Acknowledgement);
        List<ReasonCode> reasons = Reasons(ref reader);
        return reasons.Count > 0 ? new SubAckPacket(packetId, reasons, properties) : throw Empty(PacketType.SubAck);
    }

    public static UnsubAckPacket UnsubAck(ref SpanReader reader, ProtocolVersion version)
    {
        ushort packetId = PacketDecoder.ReadPacketId(ref reader);
        MqttProperties? properties = Properties(ref reader, version, PropertyScope.Acknowledgement);
        return new UnsubAckPacket(packetId, Reasons(ref reader), properties);
    }

    private static List<ReasonCode> Reasons(ref SpanReader reader)
    {
        var reasons = new List<ReasonCode>();
        while (!reader.AtEnd)
            reasons.Add(PacketDecoder.Reason(reader.Byte()));
        return reasons;
    }

    private static MqttProperties? Properties(ref SpanReader reader, ProtocolVersion version, PropertyScope scope) =>
        version == ProtocolVersion.V5 ? PropertyReader.Read(ref reader, scope) : null;

    private static MqttProtocolException Empty(PacketType type) => new(ReasonCode.ProtocolError, $"{type} names nothing.");
}
