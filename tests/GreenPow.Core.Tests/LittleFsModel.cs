using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>
/// A volume as littlefs lays it out, counting what it erases. Model and names after littlefs v2, DESIGN.md: "Metadata pairs" (two blocks
/// that take commits one after the other; when one is full, what is still true moves to the other, which is erased first),
/// "CTZ skip-lists" (file data is copy-on-write: appending behind a partly filled block writes that block anew elsewhere),
/// "The block allocator" (the next free block, round and round), "Wear leveling" (a pair that was erased block_cycles times moves on).
/// Sizes as esp_littlefs sets them: block 4096, program unit 128, files up to 512 bytes inline in the metadata, block_cycles 512.
/// </summary>
internal sealed class LittleFsModel : IFlash
{
    public const int BlockBytes = 4096;

    private const int ProgramBytes = 128;
    private const int InlineBytes = 512;
    private const int BlockCycles = 512;

    // Tag and CRC of a commit, name and structure of an entry, time of last change.
    private const int CommitOverhead = 20;
    private const int EntryOverhead = 32;

    private readonly MemoryFlash _files;
    private readonly bool[] _isUsed;
    private readonly Dictionary<string, List<int>> _data = [];
    private readonly List<Pair> _pairs = [];
    private int _next;

    public LittleFsModel(MemoryFlash files, int volumeBytes)
    {
        _files = files;
        _isUsed = new bool[volumeBytes / BlockBytes];
        Erases = new int[_isUsed.Length];
        _pairs.Add(new Pair(Take(), Take()));
        foreach (string name in files.Names) Store(name, files.Length(name), 0);
    }

    /// <summary>How often each block was erased.</summary>
    public int[] Erases { get; }

    public int FreeBlocks => _isUsed.Count(used => !used);

    public string[] List(string prefix) => _files.List(prefix);

    public int Length(string name) => _files.Length(name);

    public int Read(string name, int offset, byte[] into, int at, int count) => _files.Read(name, offset, into, at, count);

    public bool Append(string name, byte[] from, int at, int count)
    {
        int before = Math.Max(0, _files.Length(name));
        _files.Append(name, from, at, count);
        return Store(name, before + count, before > InlineBytes ? before / BlockBytes : 0);
    }

    public bool Replace(string name, byte[] from, int at, int count)
    {
        _files.Replace(name, from, at, count);
        return Store(name, count, 0);
    }

    public void Delete(string name)
    {
        if (_files.Length(name) < 0) return;
        _files.Delete(name);
        Free(name, 0);
        _data.Remove(name);
        Pair pair = _pairs.First(p => p.Entries.ContainsKey(name));
        pair.Entries.Remove(name);
        Commit(pair, CommitOverhead);
    }

    // Blocks before the first one changed stay where they are.
    private bool Store(string name, int length, int firstChanged)
    {
        List<int> blocks = _data.TryGetValue(name, out List<int>? known) ? known : _data[name] = [];
        bool isInline = length <= InlineBytes;
        int wanted = isInline ? 0 : (length + BlockBytes - 1) / BlockBytes;
        List<int> written = [];
        for (int i = firstChanged; i < wanted; i++) written.Add(Take());
        Free(name, firstChanged);
        blocks.AddRange(written);
        Pair pair = _pairs.FirstOrDefault(p => p.Entries.ContainsKey(name)) ?? PairWithRoom();
        int entry = EntryOverhead + name.Length + (isInline ? length : 0);
        pair.Entries[name] = entry;
        Commit(pair, CommitOverhead + EntryOverhead + (isInline ? length : 0));
        return true;
    }

    private Pair PairWithRoom()
    {
        // A directory is split when what is true fills half a block.
        if (_pairs[^1].Entries.Values.Sum() > BlockBytes / 2) _pairs.Add(new Pair(Take(), Take()));
        return _pairs[^1];
    }

    private void Commit(Pair pair, int bytes)
    {
        int units = (bytes + ProgramBytes - 1) / ProgramBytes * ProgramBytes;
        if (pair.Fill + units <= BlockBytes)
        {
            pair.Fill += units;
            return;
        }

        if (++pair.Compactions % BlockCycles == 0)
        {
            (int first, int second) = (Take(), Take());
            _isUsed[pair.First] = _isUsed[pair.Second] = false;
            (pair.First, pair.Second) = (first, second);
        }
        else
        {
            (pair.First, pair.Second) = (pair.Second, pair.First);
            Erases[pair.First]++;
        }

        pair.Fill = (pair.Entries.Values.Sum() + CommitOverhead + ProgramBytes - 1) / ProgramBytes * ProgramBytes + units;
    }

    private int Take()
    {
        for (int i = 0; i < _isUsed.Length; i++)
        {
            int block = (_next + i) % _isUsed.Length;
            if (_isUsed[block]) continue;
            _next = block + 1;
            _isUsed[block] = true;
            Erases[block]++;
            return block;
        }

        throw new InvalidOperationException("The volume is full.");
    }

    private void Free(string name, int from)
    {
        List<int> blocks = _data[name];
        foreach (int block in blocks.Skip(from)) _isUsed[block] = false;
        if (blocks.Count > from) blocks.RemoveRange(from, blocks.Count - from);
    }

    private sealed class Pair(int first, int second)
    {
        public int First { get; set; } = first;

        public int Second { get; set; } = second;

        public int Fill { get; set; } = ProgramBytes;

        public int Compactions { get; set; }

        public Dictionary<string, int> Entries { get; } = [];
    }
}
