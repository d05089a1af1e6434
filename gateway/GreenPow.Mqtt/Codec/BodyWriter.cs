using System.Buffers;
using System.Buffers.Binary;

namespace GreenPow.Mqtt;

/// <summary>Writes the primitive fields of a packet body; the mirror of <see cref="SpanReader"/>.</summary>
internal static class BodyWriter
{
    public static void Byte(this IBufferWriter<byte> output, int value)
    {
        output.GetSpan(1)[0] = checked((byte)value);
        output.Advance(1);
    }

    public static void UInt16(this IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public static void UInt32(this IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public static void Binary(this IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        output.UInt16(checked((ushort)value.Length));
        output.Write(value);
    }

    public static void Text(this IBufferWriter<byte> output, string value)
    {
        int length = StrictUtf8.ByteCount(value);
        output.UInt16(checked((ushort)length));
        StrictUtf8.Write(value, output.GetSpan(Math.Max(length, 1)));
        output.Advance(length);
    }
}
