using System.Buffers;

namespace GreenPow.Mqtt;

/// <summary><see cref="MqttProperties"/> to bytes, in the order of their identifiers.</summary>
internal static class PropertyWriter
{
    /// <summary>Writes the property length and the properties; `scratch` is cleared and reused.</summary>
    public static void Write(IBufferWriter<byte> output, MqttProperties? properties, ArrayBufferWriter<byte> scratch)
    {
        if (properties is null)
        {
            output.Byte(0);
            return;
        }

        scratch.ResetWrittenCount();
        WriteAll(scratch, properties);
        VariableByteInteger.Write(output, scratch.WrittenCount);
        output.Write(scratch.WrittenSpan);
    }

    private static void WriteAll(ArrayBufferWriter<byte> output, MqttProperties p)
    {
        Byte(output, 0x01, p.PayloadFormat);
        UInt32(output, 0x02, p.MessageExpirySeconds);
        Text(output, 0x03, p.ContentType);
        Text(output, 0x08, p.ResponseTopic);
        Binary(output, 0x09, p.CorrelationData);
        if (p.SubscriptionIdentifier is { } identifier)
        {
            output.Byte(0x0B);
            VariableByteInteger.Write(output, identifier);
        }

        UInt32(output, 0x11, p.SessionExpirySeconds);
        Text(output, 0x12, p.AssignedClientId);
        UInt16(output, 0x13, p.ServerKeepAliveSeconds);
        Text(output, 0x15, p.AuthenticationMethod);
        Binary(output, 0x16, p.AuthenticationData);
        Byte(output, 0x17, p.RequestProblemInformation);
        UInt32(output, 0x18, p.WillDelaySeconds);
        Byte(output, 0x19, p.RequestResponseInformation);
        Text(output, 0x1A, p.ResponseInformation);
        Text(output, 0x1C, p.ServerReference);
        Text(output, 0x1F, p.ReasonString);
        UInt16(output, 0x21, p.ReceiveMaximum);
        UInt16(output, 0x22, p.TopicAliasMaximum);
        UInt16(output, 0x23, p.TopicAlias);
        Byte(output, 0x24, p.MaximumQos);
        Byte(output, 0x25, p.RetainAvailable);
        foreach (UserProperty user in p.UserProperties)
        {
            output.Byte(0x26);
            output.Text(user.Name);
            output.Text(user.Value);
        }

        UInt32(output, 0x27, p.MaximumPacketBytes);
        Byte(output, 0x28, p.WildcardSubscriptionAvailable);
        Byte(output, 0x29, p.SubscriptionIdentifiersAvailable);
        Byte(output, 0x2A, p.SharedSubscriptionAvailable);
    }

    private static void Byte(ArrayBufferWriter<byte> output, byte id, byte? value)
    {
        if (value is not { } present)
            return;
        output.Byte(id);
        output.Byte(present);
    }

    private static void UInt16(ArrayBufferWriter<byte> output, byte id, ushort? value)
    {
        if (value is not { } present)
            return;
        output.Byte(id);
        output.UInt16(present);
    }

    private static void UInt32(ArrayBufferWriter<byte> output, byte id, uint? value)
    {
        if (value is not { } present)
            return;
        output.Byte(id);
        output.UInt32(present);
    }

    private static void Text(ArrayBufferWriter<byte> output, byte id, string? value)
    {
        if (value is null)
            return;
        output.Byte(id);
        output.Text(value);
    }

    private static void Binary(ArrayBufferWriter<byte> output, byte id, ReadOnlyMemory<byte>? value)
    {
        if (value is not { } present)
            return;
        output.Byte(id);
        output.Binary(present.Span);
    }
}
