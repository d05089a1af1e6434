using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace GreenPow.Storage;

/// <summary>One file of the log: 16 bytes (magic, position of its first byte), then records. Its name is that position.</summary>
internal sealed class LogFile : IDisposable
{
    public const int HeaderLength = 16;
    private const ulong Magic = 0x0A31_474F_4C57_5047; // "GPWLOG1\n" read little-endian

    private LogFile(string path, long start, SafeFileHandle handle, long length) => (Path, Start, Handle, Length) = (path, start, handle, length);

    public string Path { get; }
    public long Start { get; }
    public SafeFileHandle Handle { get; }

    /// <summary>Bytes written; the writer moves it after each flush.</summary>
    public long Length { get; set; }
    public long End => Start + Length;

    public static LogFile Create(string folder, long start)
    {
        var path = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{start:x16}.frames"));
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), start);
        RandomAccess.Write(handle, header, 0);
        RandomAccess.FlushToDisk(handle);
        FolderSync.Flush(folder);
        return new(path, start, handle, HeaderLength);
    }

    public static long StartOf(string path) =>
        long.Parse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Null if a crash came before the header was on disk.</summary>
    public static LogFile? Open(string path)
    {
        var start = StartOf(path);
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(handle);
        var header = new byte[HeaderLength];
        if (length >= HeaderLength && RandomAccess.Read(handle, header, 0) == HeaderLength
            && BinaryPrimitives.ReadUInt64LittleEndian(header) == Magic && BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)) == start)
            return new(path, start, handle, length);
        handle.Dispose();
        return length <= HeaderLength ? null : throw new FrameLogDamagedException(path, 0, "this is no header of a frame log");
    }

    /// <summary>Records from an offset on until the end or the first bytes that are none, which <paramref name="stoppedAt"/> receives.</summary>
    public IEnumerable<LogEntry> Records(long offset, long end, Action<long> stoppedAt)
    {
        var buffer = new byte[1 << 20];
        while (offset < end)
        {
            var filled = RandomAccess.Read(Handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset)), offset);
            var used = 0;
            for (int length; (length = LogRecord.ValidLength(buffer.AsSpan(used, filled - used))) > 0; used += length)
                yield return LogRecord.Read(buffer.AsSpan(used, length), Start + offset + used);
            if (used == 0) break;
            offset += used;
        }
        stoppedAt(offset);
    }

    public void Dispose() => Handle.Dispose();
}
