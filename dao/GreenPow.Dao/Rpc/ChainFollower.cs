namespace GreenPow.Dao;

/// <summary>What changed since the step before.</summary>
/// <param name="RolledBackTo">Not null: blocks above this number are no longer part of the chain, undo what came from them. Zero may mean all that is remembered.</param>
/// <param name="Blocks">New blocks, oldest first.</param>
public sealed record ChainStep(ulong? RolledBackTo, IReadOnlyList<Block> Blocks)
{
    public bool IsRollback => RolledBackTo is not null;
}

/// <summary>
/// Follows the chain block by block and remembers the hashes of what it gave out, so that it notices when that history
/// is replaced: by a reorganisation, or by a development chain that lost its last seconds in a crash.
/// </summary>
/// <param name="start">Number of the first block to give out.</param>
/// <param name="rememberedBlocks">Deepest rollback that is answered exactly; a deeper one is answered with <paramref name="start"/>.</param>
/// <param name="confirmations">1 gives out the newest block, 3 only what has two blocks on top of it.</param>
public sealed class ChainFollower(EthereumNode node, ulong start = 0, int rememberedBlocks = 256, ulong confirmations = 1)
{
    private const int MostBlocksPerStep = 256;
    private readonly List<(ulong Number, Hash32 Hash)> _history = [];

    public (ulong Number, Hash32 Hash)? Newest => _history.Count == 0 ? null : _history[^1];

    /// <summary>Remembers what was processed before a restart, oldest first.</summary>
    public void Resume(IEnumerable<(ulong Number, Hash32 Hash)> processed)
    {
        _history.Clear();
        _history.AddRange(processed);
    }

    /// <summary>Compares with the chain once; at most 256 blocks per step. A rollback and the blocks that replace it come in one step.</summary>
    public async Task<ChainStep> StepAsync(CancellationToken cancellation = default)
    {
        var rolledBackTo = await DropReplacedAsync(cancellation);
        var head = (await node.NewestBlockAsync(cancellation)).Number;
        var blocks = new List<Block>();
        var next = Newest is { } newest ? newest.Number + 1 : start;
        while (next + confirmations <= head + 1 && blocks.Count < MostBlocksPerStep)
        {
            var block = await node.BlockAsync(next, cancellation);
            // Gone, or on another parent, since the comparison above: the next step finds out.
            if (block is null || (Newest is { } parent && parent.Hash != block.ParentHash)) break;
            blocks.Add(block);
            _history.Add((block.Number, block.Hash));
            next++;
        }
        if (_history.Count > rememberedBlocks) _history.RemoveRange(0, _history.Count - rememberedBlocks);
        return new(rolledBackTo, blocks);
    }

    private async Task<ulong?> DropReplacedAsync(CancellationToken cancellation)
    {
        var kept = _history.Count;
        while (kept > 0 && (await node.BlockAsync(_history[kept - 1].Number, cancellation))?.Hash != _history[kept - 1].Hash) kept--;
        if (kept == _history.Count) return null;
        _history.RemoveRange(kept, _history.Count - kept);
        return Newest?.Number ?? (start == 0 ? 0 : start - 1);
    }
}
