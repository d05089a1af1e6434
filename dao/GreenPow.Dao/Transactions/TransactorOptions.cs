namespace GreenPow.Dao;

/// <summary>How transactions are priced and awaited.</summary>
public sealed record TransactorOptions
{
    /// <summary>Added to the node's estimate; state may change before the transaction is mined.</summary>
    public int GasMarginPercent { get; init; } = 20;

    /// <summary>Blocks that must hold a transaction before it counts, its own included.</summary>
    public ulong Confirmations { get; init; } = 1;

    /// <summary>
    /// Blocks for which a nonce must look used, or skipped, before it is believed: nodes behind one address answer from
    /// different heights, and a transaction that the slower one does not know yet must not be doubled. 0 for a node of one's own.
    /// </summary>
    public ulong DoubtBlocks { get; init; } = 3;

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a node may be silent while a transaction is awaited, for instance while it restarts.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
