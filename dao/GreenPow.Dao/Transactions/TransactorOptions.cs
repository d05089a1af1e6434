namespace GreenPow.Dao;

/// <summary>How transactions are priced and awaited.</summary>
public sealed record TransactorOptions
{
    /// <summary>Added to the node's estimate; state may change before the transaction is mined.</summary>
    public int GasMarginPercent { get; init; } = 20;

    /// <summary>Blocks that must hold a transaction before it counts, its own included.</summary>
    public ulong Confirmations { get; init; } = 1;

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a node may be silent while a transaction is awaited, for instance while it restarts.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
