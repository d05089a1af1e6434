using GreenPow.Core;

namespace GreenPow.Tests;

/// <summary>The power went away in the middle of a flash operation.</summary>
public sealed class PowerCutException : Exception;

/// <summary>A flash in memory whose power can be cut after any number of written bytes; the content survives in the object.</summary>
public sealed class MemoryFlash : IFlash
{
    private readonly Dictionary<string, byte[]> files = [];

    /// <summary>Bytes that are still written before the power goes; null = mains.</summary>
    public int? BytesUntilCut { get; set; }

    public string[] List(string prefix) => [.. files.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    public int Length(string name) => files.TryGetValue(name, out var bytes) ? bytes.Length : -1;

    public int Read(string name, int offset, byte[] into, int at, int count)
    {
        if (!files.TryGetValue(name, out var bytes) || offset >= bytes.Length)
            return 0;
        var available = Math.Min(count, bytes.Length - offset);
        Array.Copy(bytes, offset, into, at, available);
        return available;
    }

    public bool Append(string name, byte[] from, int at, int count)
    {
        var before = files.GetValueOrDefault(name, []);
        Write(name, before, from.AsSpan(at, count));
        return true;
    }

    public bool Replace(string name, byte[] from, int at, int count)
    {
        Write(name, [], from.AsSpan(at, count));
        return true;
    }

    public void Delete(string name) => files.Remove(name);

    private void Write(string name, byte[] before, ReadOnlySpan<byte> added)
    {
        var written = Math.Min(added.Length, BytesUntilCut ?? added.Length);
        files[name] = [.. before, .. added[..written]];
        if (BytesUntilCut is null)
            return;
        BytesUntilCut -= written;
        if (written < added.Length)
            throw new PowerCutException();
    }
}
