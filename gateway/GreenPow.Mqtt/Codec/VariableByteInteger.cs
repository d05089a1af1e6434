using System.Buffers;

namespace GreenPow.Mqtt;

/// <summary>Seven bits per byte, low bits first, at most four bytes and no longer than needed (MQTT 5.0, section 1.5.5).</summary>
internal static class VariableByteInteger
{
    public const int Maximum = 268_435_455;

    /// <summary>False when more bytes are needed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out int value, out int length)
    {
        value = 0;
        for (length = 0; length < bytes.Length;)
        {
            byte b = bytes[length];
            value |= (b & 0x7F) << (7 * length);
            length++;
            if ((b & 0x80) == 0)
            {
                if (b == 0 && length > 1)
                    throw new MqttProtocolException(ReasonCode.MalformedPacket, "A variable byte integer is longer than needed.");
                return true;
            }

            if (length == 4)
                throw new MqttProtocolException(ReasonCode.MalformedPacket, "A variable byte integer has more than four bytes.");
        }

        return false;
    }

    public static void Write(IBufferWriter<byte> output, int value)
    {
        Span<byte> span = output.GetSpan(4);
        int length = 0;
        do
        {
            int low = value & 0x7F;
            value >>= 7;
            span[length++] = (byte)(value > 0 ? low | 0x80 : low);
        }
        while (value > 0);
        output.Advance(length);
    }
}
