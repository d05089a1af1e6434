using GreenPow.Core;

namespace GreenPow.Simulator.LongRun;

/// <summary>The power went away in the middle of a write; nothing after it happened.</summary>
public sealed class PowerGoneException : Exception
{
    public PowerGoneException() : base("The power went away in the middle of a write to flash.") { }
    public PowerGoneException(string message) : base(message) { }
    public PowerGoneException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>A volume of files in memory with a size in blocks, whose power can be cut in any operation, leaving what <see cref="IFlash"/> allows to be left.</summary>
public sealed class LifeFlash(int capacityBytes) : IFlash
{
    /// <summary>littlefs gives out blocks of one erase sector.</summary>
    public const int BlockBytes = 4096;

    private readonly Dictionary<string, LifeFile> files = [];
    private int usedBlocks;
    private int cutIn;
    private int cutPermille;

    /// <summary>Refuses every write while set.</summary>
    public bool IsFull { get; set; }

    public long Operations { get; private set; }

    public long BytesWritten { get; private set; }

    /// <summary>Cuts power in one of the next operations, counted from 1, when so many thousandths of it are done.</summary>
    public void CutIn(int operations, int permille) => (cutIn, cutPermille) = (operations, permille);

    public void NoCut() => cutIn = 0;

    public void Wipe()
    {
        files.Clear();
        usedBlocks = 0;
    }

    public string[] List(string prefix) => [.. files.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    public int Length(string name) => files.TryGetValue(name, out var file) ? file.Length : -1;

    public int Read(string name, int offset, byte[] into, int at, int count)
    {
        if (!files.TryGetValue(name, out var file) || offset >= file.Length)
            return 0;
        var available = Math.Min(count, file.Length - offset);
        Array.Copy(file.Bytes, offset, into, at, available);
        return available;
    }

    public bool Append(string name, byte[] from, int at, int count) => Write(name, from.AsSpan(at, count), anew: false);

    public bool Replace(string name, byte[] from, int at, int count) => Write(name, from.AsSpan(at, count), anew: true);

    public void Delete(string name)
    {
        if (!files.TryGetValue(name, out var file))
            return;
        var cut = Begin();
        if (!cut || cutPermille >= 500)
        {
            usedBlocks -= file.Blocks;
            files.Remove(name);
        }
        if (cut)
            throw new PowerGoneException();
    }

    private bool Write(string name, ReadOnlySpan<byte> bytes, bool anew)
    {
        var file = files.GetValueOrDefault(name);
        var kept = anew || file is null ? 0 : file.Length;
        var added = LifeFile.BlocksOf(kept + bytes.Length) - (file?.Blocks ?? 0);
        if (IsFull || (long)(usedBlocks + added) * BlockBytes > capacityBytes)
            return false;
        var cut = Begin();
        var written = cut ? (int)((long)bytes.Length * cutPermille / 1000) : bytes.Length;
        if (!cut || written > 0)
        {
            file ??= files[name] = new LifeFile();
            usedBlocks -= file.Blocks;
            file.Write(kept, bytes[..written]);
            usedBlocks += file.Blocks;
        }
        BytesWritten += written;
        return cut ? throw new PowerGoneException() : true;
    }

    private bool Begin()
    {
        Operations++;
        return cutIn > 0 && --cutIn == 0;
    }

    private sealed class LifeFile
    {
        public byte[] Bytes { get; private set; } = [];

        public int Length { get; private set; }

        public int Blocks => BlocksOf(Length);

        public static int BlocksOf(int length) => Math.Max(1, (length + BlockBytes - 1) / BlockBytes);

        public void Write(int at, ReadOnlySpan<byte> bytes)
        {
            Length = at + bytes.Length;
            if (Bytes.Length < Length)
            {
                var larger = new byte[Math.Max(Length, 2 * Bytes.Length)];
                Bytes.AsSpan(0, at).CopyTo(larger);
                Bytes = larger;
            }
            bytes.CopyTo(Bytes.AsSpan(at));
        }
    }
}
