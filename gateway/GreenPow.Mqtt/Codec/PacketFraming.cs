using System.Buffers;

namespace GreenPow.Mqtt;

/// <summary>Cuts a byte stream into packets: first byte, remaining length, body.</summary>
internal static class PacketFraming
{
    /// <summary>Takes one whole packet off the front; false when more bytes are needed.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maximumPacketBytes, out byte first, out ReadOnlySequence<byte> body)
    {
        first = 0;
        body = default;
        if (buffer.Length < 2)
            return false;
        Span<byte> head = stackalloc byte[5];
        int headLength = (int)Math.Min(buffer.Length, head.Length);
        buffer.Slice(0, headLength).CopyTo(head);
        if (!VariableByteInteger.TryRead(head[1..headLength], out int remaining, out int lengthBytes))
            return false;
        int total = 1 + lengthBytes + remaining;
        if (total > maximumPacketBytes)
            throw new MqttProtocolException(ReasonCode.PacketTooLarge, $"A packet of {total} bytes, the limit is {maximumPacketBytes}.");
        if (buffer.Length < total)
            return false;
        first = head[0];
        body = buffer.Slice(1 + lengthBytes, remaining);
        buffer = buffer.Slice(total);
        return true;
    }
}
