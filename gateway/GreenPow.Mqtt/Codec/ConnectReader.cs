namespace GreenPow.Mqtt;

/// <summary>Reads CONNECT (MQTT 5.0 and 3.1.1, section 3.1) and sets the decoder's version from it.</summary>
internal static class ConnectReader
{
    public static ConnectPacket Read(ref SpanReader reader, PacketDecoder decoder)
    {
        string name = reader.Text();
        byte level = reader.Byte();
        if (name != "MQTT" || level is not ((byte)ProtocolVersion.V311 or (byte)ProtocolVersion.V5))
            throw new MqttProtocolException(ReasonCode.UnsupportedProtocolVersion, $"Protocol '{name}' level {level}; spoken are MQTT levels 4 and 5.");
        var version = (ProtocolVersion)level;
        decoder.Version = version;

        byte flags = reader.Byte();
        bool hasWill = (flags & 0x04) != 0;
        int willQos = (flags >> 3) & 3;
        bool willRetain = (flags & 0x20) != 0;
        bool hasPassword = (flags & 0x40) != 0;
        bool hasUserName = (flags & 0x80) != 0;
        if ((flags & 1) != 0 || willQos == 3 || (!hasWill && (willQos != 0 || willRetain)))
            throw new MqttProtocolException(ReasonCode.MalformedPacket, $"CONNECT has flags 0x{flags:X2}.");
        if (version == ProtocolVersion.V311 && hasPassword && !hasUserName)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, "CONNECT has a password without a user name.");

        ushort keepAliveSeconds = reader.UInt16();
        MqttProperties? properties = version == ProtocolVersion.V5 ? PropertyReader.Read(ref reader, PropertyScope.Connect) : null;
        if (properties is { AuthenticationData: not null, AuthenticationMethod: null })
            throw new MqttProtocolException(ReasonCode.ProtocolError, "CONNECT has authentication data without a method.");
        string clientId = reader.Text();
        Will? will = hasWill ? ReadWill(ref reader, version, willQos, willRetain) : null;
        string? userName = hasUserName ? reader.Text() : null;
        ReadOnlyMemory<byte>? password = hasPassword ? new ReadOnlyMemory<byte>(reader.Binary().ToArray()) : default(ReadOnlyMemory<byte>?);
        return new ConnectPacket(version, clientId, (flags & 2) != 0, keepAliveSeconds, userName, password, will, properties);
    }

    private static Will ReadWill(ref SpanReader reader, ProtocolVersion version, int qos, bool retain)
    {
        MqttProperties? properties = version == ProtocolVersion.V5 ? PropertyReader.Read(ref reader, PropertyScope.Will) : null;
        string topic = reader.Text();
        if (!TopicRules.IsName(topic))
            throw new MqttProtocolException(ReasonCode.TopicNameInvalid, "The will has no valid topic name.");
        return new Will(topic, reader.Binary().ToArray(), qos, retain, properties);
    }
}
