using System.Buffers;

namespace GreenPow.Mqtt;

/// <summary>A packet's value to bytes, for one connection; not safe for two threads, because it reuses its buffers.</summary>
internal sealed class PacketEncoder
{
    private readonly ArrayBufferWriter<byte> _body = new(256);
    private readonly ArrayBufferWriter<byte> _properties = new(128);

    public ProtocolVersion Version { get; set; } = ProtocolVersion.V311;

    private bool IsV5 => Version == ProtocolVersion.V5;

    /// <summary>Writes the packet and returns its length; above `maximumPacketBytes` it writes nothing and returns 0.</summary>
    public int Encode(IBufferWriter<byte> output, Packet packet, uint maximumPacketBytes = uint.MaxValue)
    {
        _body.ResetWrittenCount();
        byte first = Body(packet);
        int lengthBytes = _body.WrittenCount switch { < 128 => 1, < 16_384 => 2, < 2_097_152 => 3, _ => 4 };
        int total = 1 + lengthBytes + _body.WrittenCount;
        if (total > maximumPacketBytes)
            return 0;
        output.Byte(first);
        VariableByteInteger.Write(output, _body.WrittenCount);
        output.Write(_body.WrittenSpan);
        return total;
    }

    private byte Body(Packet packet)
    {
        switch (packet)
        {
            case PublishPacket publish: return Publish(publish);
            case PubAckPacket ack:
                _body.UInt16(ack.PacketId);
                if (IsV5 && (ack.Reason != ReasonCode.Success || ack.Properties is not null))
                    ReasonAndProperties(ack.Reason, ack.Properties);
                return First(PacketType.PubAck);
            case PingReqPacket: return First(PacketType.PingReq);
            case PingRespPacket: return First(PacketType.PingResp);
            case ConnectPacket connect: return Connect(connect);
            case ConnAckPacket ack:
                _body.Byte(ack.SessionPresent ? 1 : 0);
                _body.Byte(IsV5 ? (int)ack.Reason : ConnectReturnCode.FromReason(ack.Reason));
                Properties(ack.Properties);
                return First(PacketType.ConnAck);
            case SubscribePacket subscribe: return Subscribe(subscribe);
            case SubAckPacket ack:
                _body.UInt16(ack.PacketId);
                Properties(ack.Properties);
                foreach (ReasonCode reason in ack.Reasons)
                    _body.Byte(IsV5 || reason <= ReasonCode.GrantedQos2 ? (int)reason : (int)ReasonCode.UnspecifiedError);
                return First(PacketType.SubAck);
            case UnsubscribePacket unsubscribe:
                _body.UInt16(unsubscribe.PacketId);
                Properties(unsubscribe.Properties);
                foreach (string filter in unsubscribe.Filters)
                    _body.Text(filter);
                return First(PacketType.Unsubscribe, 2);
            case UnsubAckPacket ack:
                _body.UInt16(ack.PacketId);
                Properties(ack.Properties);
                foreach (ReasonCode reason in IsV5 ? ack.Reasons : [])
                    _body.Byte((int)reason);
                return First(PacketType.UnsubAck);
            case DisconnectPacket disconnect:
                if (IsV5 && (disconnect.Reason != ReasonCode.Success || disconnect.Properties is not null))
                    ReasonAndProperties(disconnect.Reason, disconnect.Properties);
                return First(PacketType.Disconnect);
            default: throw new ArgumentException($"{packet.GetType().Name} has no bytes.", nameof(packet));
        }
    }

    private byte Publish(PublishPacket publish)
    {
        _body.Text(publish.Topic);
        if (publish.Qos > 0)
            _body.UInt16(publish.PacketId);
        Properties(publish.Properties);
        _body.Write(publish.Payload.Span);
        return First(PacketType.Publish, (publish.Duplicate ? 8 : 0) | (publish.Qos << 1) | (publish.Retain ? 1 : 0));
    }

    private byte Connect(ConnectPacket connect)
    {
        Version = connect.Version;
        Will? will = connect.Will;
        int flags = (connect.UserName is null ? 0 : 0x80) | (connect.Password is null ? 0 : 0x40) | (connect.CleanStart ? 2 : 0);
        if (will is not null)
            flags |= 4 | (will.Qos << 3) | (will.Retain ? 0x20 : 0);
        _body.Text("MQTT");
        _body.Byte((int)connect.Version);
        _body.Byte(flags);
        _body.UInt16(connect.KeepAliveSeconds);
        Properties(connect.Properties);
        _body.Text(connect.ClientId);
        if (will is not null)
        {
            Properties(will.Properties);
            _body.Text(will.Topic);
            _body.Binary(will.Payload.Span);
        }

        if (connect.UserName is not null)
            _body.Text(connect.UserName);
        if (connect.Password is { } password)
            _body.Binary(password.Span);
        return First(PacketType.Connect);
    }

    private byte Subscribe(SubscribePacket subscribe)
    {
        _body.UInt16(subscribe.PacketId);
        Properties(subscribe.Properties);
        foreach (Subscription line in subscribe.Subscriptions)
        {
            _body.Text(line.Filter);
            int v5Options = (line.NoLocal ? 4 : 0) | (line.RetainAsPublished ? 8 : 0) | ((int)line.RetainHandling << 4);
            _body.Byte(line.Qos | (IsV5 ? v5Options : 0));
        }

        return First(PacketType.Subscribe, 2);
    }

    private void ReasonAndProperties(ReasonCode reason, MqttProperties? properties)
    {
        _body.Byte((int)reason);
        if (properties is not null)
            Properties(properties);
    }

    private void Properties(MqttProperties? properties)
    {
        if (IsV5)
            PropertyWriter.Write(_body, properties, _properties);
    }

    private static byte First(PacketType type, int flags = 0) => (byte)(((int)type << 4) | flags);
}
