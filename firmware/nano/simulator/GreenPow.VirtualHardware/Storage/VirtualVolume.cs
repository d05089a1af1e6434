namespace GreenPow.VirtualHardware.Storage;

/// <summary>The internal volume <c>I:\</c>: small files, each write on the flash once flushed; a power cut leaves any beginning of the write that it hits.</summary>
public sealed class VirtualVolume(IVolumeStore store, long capacityBytes)
{
    /// <summary>The file volume of the reference board's 16 MB.</summary>
    public const long ReferenceBytes = 8L * 1024 * 1024;

    /// <summary>littlefs gives out whole blocks.</summary>
    public const int BlockBytes = 4096;

    private readonly Lock guard = new();
    private Action cutPower = () => { };
    private long usedBytes;

    public long CapacityBytes => capacityBytes;

    /// <summary>Whole blocks in use.</summary>
    public long UsedBytes
    {
        get
        {
            lock (guard)
                return usedBytes;
        }
    }

    /// <summary>Operations that changed the flash since the volume was made: writes, deletions, renamings.</summary>
    public long Operations { get; private set; }

    /// <summary>The power goes after so many more bytes are written; a deletion or renaming counts as one. Null = never.</summary>
    public long? BytesUntilCut { get; set; }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (guard)
                return store.Names;
        }
    }

    /// <summary>Length in bytes, or -1 when there is no such file.</summary>
    public long Length(string name)
    {
        lock (guard)
            return store.Length(name);
    }

    public int Read(string name, long offset, Span<byte> into)
    {
        lock (guard)
            return store.Read(name, offset, into);
    }

    /// <summary>Puts bytes on the flash; an <see cref="IOException"/> when it is full, and then nothing has changed.</summary>
    public void Write(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        lock (guard)
        {
            var before = store.Length(name);
            var grown = usedBytes + Blocks(Math.Max(before, offset + bytes.Length)) - Blocks(before);
            if (grown > capacityBytes)
                throw new IOException($"The volume is full: {name} would need {grown} of {capacityBytes} bytes.");
            Operations++;
            var reached = (int)Math.Min(bytes.Length, BytesUntilCut ?? long.MaxValue);
            BytesUntilCut -= reached;
            store.Write(name, offset, bytes[..reached]);
            usedBytes += Blocks(store.Length(name)) - Blocks(before);
            if (reached < bytes.Length)
                Cut();
        }
    }

    public void Truncate(string name, long length) => Change(name, () => store.Truncate(name, length));

    public void Delete(string name) => Change(name, () => store.Delete(name));

    public void Rename(string from, string to)
    {
        lock (guard)
        {
            var replaced = Blocks(store.Length(to));
            Change(to, () => store.Rename(from, to));
            usedBytes -= replaced;
        }
    }

    internal void Mount(Action whenCut)
    {
        lock (guard)
        {
            cutPower = whenCut;
            usedBytes = store.Names.Sum(name => Blocks(store.Length(name)));
        }
    }

    private void Change(string name, Action change)
    {
        lock (guard)
        {
            Operations++;
            if (BytesUntilCut is <= 0)
            {
                Cut();
                return;
            }
            BytesUntilCut--;
            var before = Blocks(store.Length(name));
            change();
            usedBytes += Blocks(store.Length(name)) - before;
        }
    }

    private void Cut()
    {
        BytesUntilCut = null;
        cutPower();
    }

    // A file of nothing still has its block; no file has none.
    private static long Blocks(long length) => length < 0 ? 0 : Math.Max(1, (length + BlockBytes - 1) / BlockBytes) * BlockBytes;
}
