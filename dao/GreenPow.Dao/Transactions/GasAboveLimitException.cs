namespace GreenPow.Dao;

/// <summary>The work does not fit into one transaction. Nothing was sent: the caller can split it.</summary>
/// <param name="neededGas">The node's estimate; null where the node gave up before it had one.</param>
public sealed class GasAboveLimitException(string what, ulong? neededGas, ulong limitGas, Exception? inner = null)
    : Exception($"{what} needs {(neededGas is { } gas ? $"{gas} gas, above" : "more gas than")} the {limitGas} that one transaction may use.", inner)
{
    /// <summary>What was called: <c>MintBatches.claimMany</c>.</summary>
    public string What { get; } = what;

    public ulong? NeededGas { get; } = neededGas;

    public ulong LimitGas { get; } = limitGas;
}
