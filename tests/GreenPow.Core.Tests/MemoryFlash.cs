using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>Flash in memory that can lose power in any operation, leaving what <see cref="IFlash"/> allows to be left.</summary>
internal sealed class MemoryFlash : IFlash
{
    private readonly Dictionary<string, byte[]> _files = [];

    /// <summary>Appends, replacements and deletions begun so far.</summary>
    public int Operations { get; private set; }

    public int Appends { get; private set; }

    /// <summary>The operation, counted from 1, in which power is cut; 0 = never.</summary>
    public int CutAtOperation { get; set; }

    /// <summary>How much of the cut operation reaches the flash, in thousandths.</summary>
    public int CutPermille { get; set; }

    /// <summary>Refuses to write anything while set.</summary>
    public bool IsFull { get; set; }

    public IEnumerable<string> Names => _files.Keys;

    public byte[] this[string name]
    {
        get => _files[name];
        set => _files[name] = value;
    }

    public MemoryFlash Copy()
    {
        MemoryFlash copy = new();
        foreach ((string name, byte[] bytes) in _files) copy._files[name] = [.. bytes];
        return copy;
    }

    /// <summary>The same contents; both may be written to apart from each other, for no array is ever changed in place.</summary>
    public MemoryFlash Fork()
    {
        MemoryFlash copy = new();
        foreach ((string name, byte[] bytes) in _files) copy._files[name] = bytes;
        return copy;
    }

    public string[] List(string prefix) => [.. _files.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    public int Length(string name) => _files.TryGetValue(name, out byte[]? bytes) ? bytes.Length : -1;

    public int Read(string name, int offset, byte[] into, int at, int count)
    {
        if (!_files.TryGetValue(name, out byte[]? bytes) || offset >= bytes.Length) return 0;
        int available = Math.Min(count, bytes.Length - offset);
        Array.Copy(bytes, offset, into, at, available);
        return available;
    }

    public bool Append(string name, byte[] from, int at, int count)
    {
        if (IsFull) return false;
        Appends++;
        byte[] old = _files.GetValueOrDefault(name, []);
        bool cut = Begin();
        int written = cut ? (int)((long)count * CutPermille / 1000) : count;
        if (!cut || written > 0) _files[name] = [.. old, .. from.AsSpan(at, written)];
        return cut ? throw new PowerCutException() : true;
    }

    public bool Replace(string name, byte[] from, int at, int count)
    {
        if (IsFull) return false;
        bool cut = Begin();
        int written = cut ? (int)((long)count * CutPermille / 1000) : count;
        if (!cut || written > 0) _files[name] = [.. from.AsSpan(at, written)];
        return cut ? throw new PowerCutException() : true;
    }

    public void Delete(string name)
    {
        if (!_files.ContainsKey(name)) return;
        bool cut = Begin();
        if (!cut || CutPermille >= 500) _files.Remove(name);
        if (cut) throw new PowerCutException();
    }

    private bool Begin() => ++Operations == CutAtOperation;
}

#pragma warning disable CA1032 // Only ever thrown here.
internal sealed class PowerCutException : Exception;
