using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace GreenPow.Storage;

/// <summary>One record of the frame log.</summary>
/// <param name="Position">Bytes from the log's begin over all files; never changes.</param>
/// <param name="Kind">FrameKind of the wire protocol.</param>
public readonly record struct LogEntry(long Position, byte Kind, DateTimeOffset ReceivedAt, byte[] Frame)
{
    public long NextPosition => Position + LogRecord.HeaderLength + Frame.Length;
}

/// <summary>
/// The bytes of one record, little-endian:
/// <code>
///  0 4 length of the frame       8 8 received, unix ms                    24 1 kind
///  4 4 CRC-32C of all the rest  16 8 durable position when it was written  25 3 zero
/// 28   frame
/// </code>
/// The durable position tells a torn tail from damage: what lies before it was on disk once, so it must be whole.
/// </summary>
internal static class LogRecord
{
    public const int HeaderLength = 28;
    public const int MaximumFrameLength = 1 << 16;

    public static void Write(Span<byte> record, byte kind, long receivedAtUnixMilliseconds, long durablePosition, ReadOnlySpan<byte> frame)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], receivedAtUnixMilliseconds);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], durablePosition);
        BinaryPrimitives.WriteInt32LittleEndian(record[24..], kind);
        frame.CopyTo(record[HeaderLength..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(record[..(HeaderLength + frame.Length)]));
    }

    /// <summary>Length of the whole record if <paramref name="bytes"/> begin with a valid one, else 0.</summary>
    public static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength) return 0;
        var frameLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (frameLength is < 1 or > MaximumFrameLength || frameLength > bytes.Length - HeaderLength) return 0;
        var record = bytes[..(HeaderLength + frameLength)];
        return BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == Checksum(record) ? record.Length : 0;
    }

    public static long DurablePosition(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[16..]);

    public static LogEntry Read(ReadOnlySpan<byte> record, long position) => new(position, record[24],
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(record[8..])), record[HeaderLength..].ToArray());

    // CRC-32C (RFC 3720) with the processor's instruction, over the length and everything behind the checksum.
    private static uint Checksum(ReadOnlySpan<byte> record)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(record));
        var rest = record[8..];
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(rest)) crc = BitOperations.Crc32C(crc, word);
        foreach (var last in rest[(rest.Length & ~7)..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
