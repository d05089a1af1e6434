namespace GreenPow.Storage;

/// <param name="EnergyMilliwattHours">Counter since commissioning.</param>
/// <param name="CurveMilliwattSum">Sum of the intervals' mean powers.</param>
public readonly record struct StoredChannel(byte Role, ushort UncertaintyHundredths, long EnergyMilliwattHours, long CurveMilliwattSum);

/// <summary>What chain, findings and series need of one report frame; the frame itself is in the log.</summary>
public sealed record StoredReport
{
    public required ulong Sequence { get; init; }
    public required uint SlotStart { get; init; }
    public required ushort SlotSeconds { get; init; }
    public required ushort Flags { get; init; }

    /// <summary>SHA-256 of the whole frame.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What the frame names as its predecessor's hash.</summary>
    public required byte[] Previous { get; init; }
    public required long ReceivedAtUnixMilliseconds { get; init; }

    /// <summary>-1 until it is appended.</summary>
    public long LogPosition { get; set; } = -1;
    public uint JobId { get; init; }
    public uint HashesTried { get; init; }
    public uint[] Nonces { get; init; } = [];
    public byte IntervalCount { get; init; }
    public required StoredChannel[] Channels { get; init; }

    public long SlotEndUnixSeconds => SlotStart + (long)SlotSeconds;
    public DateTimeOffset ReceivedAt => DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAtUnixMilliseconds);

    // The bits of GreenPow.Wire.ReportFlags that the chain depends on.
    public bool IsSealed => (Flags & 0x8000) != 0;
    public bool OpensSegment => (Flags & 0x0080) != 0;
    public bool HasUtcTime => (Flags & 0x0001) == 0;

    public bool HasHash(ReadOnlySpan<byte> hash) => Hash.AsSpan().SequenceEqual(hash);
}
