using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>
/// The record of everything accepted: append-only files, flushed before anything is acknowledged.
/// One writer appends and flushes; anybody may read what is durable, beside it.
/// </summary>
public sealed class FrameLog : IDisposable
{
    public const long DefaultRollAtBytes = 64 << 20;

    private readonly string folder;
    private readonly long rollAtBytes;
    private readonly FileStream folderLock;
    private ImmutableArray<LogFile> files;
    private byte[] unwritten = new byte[1 << 16];
    private int unwrittenLength;
    private long durablePosition;
    private bool failed;

    private FrameLog(string folder, long rollAtBytes, FileStream folderLock) => (this.folder, this.rollAtBytes, this.folderLock) = (folder, rollAtBytes, folderLock);

    /// <summary>Set if the opening had to cut off an unfinished write.</summary>
    public TornTail? TornTail { get; private set; }

    /// <summary>Everything before it is on disk.</summary>
    public long DurablePosition => Volatile.Read(ref durablePosition);

    /// <exception cref="FrameLogDamagedException">The newest file has damage that is no torn tail, or a file is missing.</exception>
    /// <exception cref="IOException">Another process has the log open.</exception>
    public static FrameLog Open(string folder, long rollAtBytes = DefaultRollAtBytes)
    {
        Directory.CreateDirectory(folder);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        var log = new FrameLog(folder, rollAtBytes, new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        try
        {
            log.files = log.OpenFiles();
        }
        catch
        {
            log.folderLock.Dispose();
            throw;
        }
        log.durablePosition = log.files[^1].End;
        return log;
    }

    /// <summary>Takes a record into the group that the next <see cref="Flush"/> makes durable.</summary>
    /// <returns>Its position.</returns>
    public long Append(byte kind, DateTimeOffset receivedAt, ReadOnlySpan<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frame.Length, nameof(frame));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, LogRecord.MaximumFrameLength, nameof(frame));
        if (failed) throw new InvalidOperationException("An earlier flush of the frame log failed; what is on disk must be read again first.");
        var length = LogRecord.HeaderLength + frame.Length;
        if (unwritten.Length - unwrittenLength < length) Array.Resize(ref unwritten, Math.Max(2 * unwritten.Length, unwrittenLength + length));
        LogRecord.Write(unwritten.AsSpan(unwrittenLength, length), kind, receivedAt.ToUnixTimeMilliseconds(), durablePosition, frame);
        var position = durablePosition + unwrittenLength;
        unwrittenLength += length;
        return position;
    }

    /// <summary>Writes the group and waits until the disk has it.</summary>
    public void Flush()
    {
        if (unwrittenLength == 0) return;
        var file = files[^1];
        failed = true; // until the disk says otherwise
        RandomAccess.Write(file.Handle, unwritten.AsSpan(0, unwrittenLength), file.Length);
        RandomAccess.FlushToDisk(file.Handle);
        file.Length += unwrittenLength;
        unwrittenLength = 0;
        if (file.Length >= rollAtBytes) files = files.Add(file = LogFile.Create(folder, file.End));
        Volatile.Write(ref durablePosition, file.End);
        failed = false;
    }

    /// <summary>Durable records from a position on; 0 begins at the first.</summary>
    /// <exception cref="FrameLogDamagedException">Bytes on the way are no record.</exception>
    public IEnumerable<LogEntry> Scan(long fromPosition)
    {
        var end = DurablePosition;
        foreach (var file in files)
        {
            var fileEnd = Math.Min(file.End, end);
            if (fileEnd <= fromPosition) continue;
            var stoppedAt = 0L;
            foreach (var entry in file.Records(Math.Max(fromPosition - file.Start, LogFile.HeaderLength), fileEnd - file.Start, offset => stoppedAt = offset))
                yield return entry;
            if (file.Start + stoppedAt != fileEnd) throw new FrameLogDamagedException(file.Path, stoppedAt, "no record here");
        }
    }

    /// <summary>The record at a position that <see cref="Append"/> or <see cref="Scan"/> gave.</summary>
    public LogEntry Read(long position)
    {
        var file = files.LastOrDefault(file => file.Start <= position);
        if (file is null || position >= DurablePosition || position - file.Start < LogFile.HeaderLength)
            throw new ArgumentOutOfRangeException(nameof(position), position, "no record begins here");
        Span<byte> near = stackalloc byte[1024];
        near = near[..RandomAccess.Read(file.Handle, near, position - file.Start)];
        var length = LogRecord.ValidLength(near);
        if (length > 0) return LogRecord.Read(near[..length], position);

        var far = new byte[LogRecord.HeaderLength + LogRecord.MaximumFrameLength];
        length = LogRecord.ValidLength(far.AsSpan(0, RandomAccess.Read(file.Handle, far, position - file.Start)));
        return length > 0 ? LogRecord.Read(far.AsSpan(0, length), position)
            : throw new FrameLogDamagedException(file.Path, position - file.Start, "no record here");
    }

    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
        folderLock.Dispose();
    }

    private ImmutableArray<LogFile> OpenFiles()
    {
        var opened = new List<LogFile>();
        var paths = Directory.GetFiles(folder, "*.frames").Order(StringComparer.Ordinal).ToArray();
        foreach (var path in paths)
        {
            var expectedStart = opened.Count == 0 ? 0 : opened[^1].End;
            if (LogFile.StartOf(path) != expectedStart) throw new FrameLogDamagedException(path, 0, $"the file at position {expectedStart} is missing or not whole");
            var isLast = path == paths[^1];
            var file = LogFile.Open(path) ?? (isLast ? LogFile.Create(folder, expectedStart) : throw new FrameLogDamagedException(path, 0, "the header is missing"));
            opened.Add(file);
            if (isLast) CutTornTail(file);
        }
        if (opened.Count == 0) opened.Add(LogFile.Create(folder, 0));
        FolderSync.Flush(folder);
        return [.. opened];
    }

    private void CutTornTail(LogFile file)
    {
        var validEnd = TailCheck.ValidEnd(file);
        if (validEnd < file.Length)
        {
            TornTail = new(file.Path, validEnd, file.Length - validEnd);
            RandomAccess.SetLength(file.Handle, validEnd);
            file.Length = validEnd;
        }
        // What was written may never have been flushed; from here on it is called durable.
        RandomAccess.FlushToDisk(file.Handle);
    }
}
