namespace GreenPow.Storage;

/// <summary>The log has bytes that were on disk once and are no record now; nothing is skipped, the operator decides.</summary>
public sealed class FrameLogDamagedException : IOException
{
    public FrameLogDamagedException(string file, long offset, string what)
        : base($"The frame log is damaged: {file} at offset {offset}: {what}") => (File, Offset) = (file, offset);

    public string File { get; }
    public long Offset { get; }
}

/// <summary>What a crash left of a write that nobody was told of; it was cut off when the log was opened.</summary>
public sealed record TornTail(string File, long Offset, long CutBytes);
