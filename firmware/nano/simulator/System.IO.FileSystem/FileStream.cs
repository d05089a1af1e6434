using System.Collections.Generic;
using GreenPow.DeviceLibrary;

namespace System.IO;

/// <summary>An open file. What is written waits in memory until it is flushed or closed, as in littlefs; a cut before that loses it.</summary>
public class FileStream : Stream
{
    private readonly string name;
    private readonly FileAccess access;
    private readonly List<byte> waiting = [];
    private long waitingAt;
    private long position;
    private bool isClosed;

    public FileStream(string path, FileMode mode, FileAccess access)
    {
        name = Volume.NameOf(path);
        this.access = access;
        var length = Volume.Here.Length(name);
        if (length >= 0 && mode == FileMode.CreateNew)
            throw new IOException($"{path} is there already.");
        if (length < 0 && mode is FileMode.Open or FileMode.Truncate)
            throw new IOException($"There is no {path}.");
        if (length < 0)
            Volume.Here.Write(name, 0, []);
        else if (length > 0 && mode is FileMode.Create or FileMode.Truncate)
            Volume.Here.Truncate(name, 0);
        position = mode == FileMode.Append ? Math.Max(0, length) : 0;
        Here.Run.Require();
    }

    public override bool CanRead => !isClosed && (access & FileAccess.Read) != 0;

    public override bool CanWrite => !isClosed && (access & FileAccess.Write) != 0;

    public override bool CanSeek => !isClosed;

    public override long Length
    {
        get
        {
            Flush();
            return Volume.Here.Length(name);
        }
    }

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override void Flush()
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        if (waiting.Count == 0)
            return;
        byte[] bytes = [.. waiting];
        waiting.Clear();
        Volume.Here.Write(name, waitingAt, bytes);
        Here.Run.Require();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!CanRead)
            throw new NotSupportedException();
        Flush();
        var read = Volume.Here.Read(name, position, buffer.AsSpan(offset, count));
        position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        position = offset + origin switch
        {
            SeekOrigin.Current => position,
            SeekOrigin.End => Length,
            _ => 0,
        };
        return position;
    }

    public override void SetLength(long value)
    {
        Flush();
        Volume.Here.Truncate(name, value);
        Here.Run.Require();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!CanWrite)
            throw new NotSupportedException();
        Here.Run.Require();
        if (waiting.Count > 0 && position != waitingAt + waiting.Count)
            Flush();
        if (waiting.Count == 0)
            waitingAt = position;
        waiting.AddRange(buffer.AsSpan(offset, count));
        position += count;
    }

    public override void Close() => Dispose(true);

    protected override void Dispose(bool disposing)
    {
        if (isClosed)
            return;
        if (disposing)
            Flush();
        isClosed = true;
        base.Dispose(disposing);
    }
}
