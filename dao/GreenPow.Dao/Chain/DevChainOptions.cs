namespace GreenPow.Dao;

/// <summary>A development chain on this machine.</summary>
public sealed record DevChainOptions
{
    /// <summary>Holds anvil-state.json, anvil.pid and anvil.log.</summary>
    public required string Folder { get; init; }

    /// <summary>Port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    public ulong ChainId { get; init; } = 31337;

    /// <summary>
    /// Seconds between blocks when there is nothing to do; transactions are mined at once besides. Every block stays in the
    /// state file (1.8 kB each), which therefore grows by 13 MB a day at 12 s.
    /// </summary>
    public int BlockSeconds { get; init; } = 12;

    /// <summary>Seconds between saves; a crash loses what came after the last one.</summary>
    public int SaveSeconds { get; init; } = 2;

    /// <summary>Path of anvil; null looks for dao/node_modules upwards from the working folder and from the program.</summary>
    public string? AnvilPath { get; init; }

    public string StatePath => Path.Combine(Folder, "anvil-state.json");

    internal string PidPath => Path.Combine(Folder, "anvil.pid");

    internal string LogPath => Path.Combine(Folder, "anvil.log");
}
