namespace GreenPow.Mqtt;

/// <summary>Bytes to <see cref="MqttProperties"/>: each property once, only where it belongs, only values in range.</summary>
internal static class PropertyReader
{
    /// <summary>Null when the property length is zero.</summary>
    public static MqttProperties? Read(ref SpanReader reader, PropertyScope scope)
    {
        int length = reader.VariableInteger();
        if (length == 0)
            return null;
        var properties = new MqttProperties();
        var fields = new SpanReader(reader.Take(length));
        ulong seen = 0;
        while (!fields.AtEnd)
        {
            int id = fields.VariableInteger();
            if (id is < 1 or > 0x2A)
                throw new MqttProtocolException(ReasonCode.MalformedPacket, $"Property 0x{id:X2} does not exist.");
            if ((seen & (1UL << id)) != 0 && id != 0x26)
                throw new MqttProtocolException(ReasonCode.ProtocolError, $"Property 0x{id:X2} stands twice.");
            seen |= 1UL << id;
            PropertyScope allowed = ReadOne(id, ref fields, properties);
            if ((allowed & scope) == 0)
                throw new MqttProtocolException(ReasonCode.ProtocolError, $"Property 0x{id:X2} has no place in {scope}.");
        }

        return properties;
    }

    private static PropertyScope ReadOne(int id, ref SpanReader fields, MqttProperties into)
    {
        switch (id)
        {
            case 0x01: into.PayloadFormat = Flag(id, ref fields); return PropertyScope.Message;
            case 0x02: into.MessageExpirySeconds = fields.UInt32(); return PropertyScope.Message;
            case 0x03: into.ContentType = fields.Text(); return PropertyScope.Message;
            case 0x08: into.ResponseTopic = fields.Text(); return PropertyScope.Message;
            case 0x09: into.CorrelationData = fields.Binary().ToArray(); return PropertyScope.Message;
            case 0x0B: into.SubscriptionIdentifier = NotZero(id, fields.VariableInteger()); return PropertyScope.Publish | PropertyScope.Subscribe;
            case 0x11: into.SessionExpirySeconds = fields.UInt32(); return PropertyScope.Connect | PropertyScope.ConnAck | PropertyScope.Disconnect;
            case 0x12: into.AssignedClientId = fields.Text(); return PropertyScope.ConnAck;
            case 0x13: into.ServerKeepAliveSeconds = fields.UInt16(); return PropertyScope.ConnAck;
            case 0x15: into.AuthenticationMethod = fields.Text(); return PropertyScope.Connect | PropertyScope.ConnAck;
            case 0x16: into.AuthenticationData = fields.Binary().ToArray(); return PropertyScope.Connect | PropertyScope.ConnAck;
            case 0x17: into.RequestProblemInformation = Flag(id, ref fields); return PropertyScope.Connect;
            case 0x18: into.WillDelaySeconds = fields.UInt32(); return PropertyScope.Will;
            case 0x19: into.RequestResponseInformation = Flag(id, ref fields); return PropertyScope.Connect;
            case 0x1A: into.ResponseInformation = fields.Text(); return PropertyScope.ConnAck;
            case 0x1C: into.ServerReference = fields.Text(); return PropertyScope.ConnAck | PropertyScope.Disconnect;
            case 0x1F: into.ReasonString = fields.Text(); return PropertyScope.ConnAck | PropertyScope.Acknowledgement | PropertyScope.Disconnect;
            case 0x21: into.ReceiveMaximum = (ushort)NotZero(id, fields.UInt16()); return PropertyScope.Connect | PropertyScope.ConnAck;
            case 0x22: into.TopicAliasMaximum = fields.UInt16(); return PropertyScope.Connect | PropertyScope.ConnAck;
            case 0x23: into.TopicAlias = fields.UInt16(); return PropertyScope.Publish;
            case 0x24: into.MaximumQos = Flag(id, ref fields); return PropertyScope.ConnAck;
            case 0x25: into.RetainAvailable = Flag(id, ref fields); return PropertyScope.ConnAck;
            case 0x26: into.UserProperties.Add(new UserProperty(fields.Text(), fields.Text())); return PropertyScope.Everywhere;
            case 0x27: into.MaximumPacketBytes = NotZero(id, fields.UInt32()); return PropertyScope.Connect | PropertyScope.ConnAck;
            case 0x28: into.WildcardSubscriptionAvailable = Flag(id, ref fields); return PropertyScope.ConnAck;
            case 0x29: into.SubscriptionIdentifiersAvailable = Flag(id, ref fields); return PropertyScope.ConnAck;
            case 0x2A: into.SharedSubscriptionAvailable = Flag(id, ref fields); return PropertyScope.ConnAck;
            default: throw new MqttProtocolException(ReasonCode.MalformedPacket, $"Property 0x{id:X2} does not exist.");
        }
    }

    private static byte Flag(int id, ref SpanReader fields)
    {
        byte value = fields.Byte();
        if (value > 1)
            throw new MqttProtocolException(ReasonCode.ProtocolError, $"Property 0x{id:X2} is {value}, it may be 0 or 1.");
        return value;
    }

    private static T NotZero<T>(int id, T value)
        where T : System.Numerics.INumber<T>
    {
        if (value == T.Zero)
            throw new MqttProtocolException(ReasonCode.ProtocolError, $"Property 0x{id:X2} is 0.");
        return value;
    }
}
