namespace GreenPow.VirtualHardware.Storage;

/// <summary>Files in memory: a flash chip for the time of one test.</summary>
public sealed class MemoryStore : IVolumeStore
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. files.Keys];

    public long Length(string name) => files.TryGetValue(name, out var file) ? file.Length : -1;

    public int Read(string name, long offset, Span<byte> into)
    {
        if (!files.TryGetValue(name, out var file) || offset >= file.Length)
            return 0;
        var count = (int)Math.Min(into.Length, file.Length - offset);
        file.AsSpan((int)offset, count).CopyTo(into);
        return count;
    }

    public void Write(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        var file = files.GetValueOrDefault(name, []);
        if (offset + bytes.Length > file.Length)
            Array.Resize(ref file, (int)offset + bytes.Length);
        bytes.CopyTo(file.AsSpan((int)offset));
        files[name] = file;
    }

    public void Truncate(string name, long length)
    {
        var file = files.GetValueOrDefault(name, []);
        Array.Resize(ref file, (int)length);
        files[name] = file;
    }

    public void Delete(string name) => files.Remove(name);

    public void Rename(string from, string to)
    {
        files[to] = files[from];
        files.Remove(from);
    }
}
