using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>Reports whose slots end in a period, by what became of them.</summary>
/// <param name="Missing">Sequences between the first and the last sealed one of the period that never came.</param>
public sealed record ReportCounts(long Received, long Sealed, long Provisional, long Missing)
{
    /// <summary>Sequence of the first sealed one; 0 if there is none.</summary>
    public ulong FirstSealed { get; init; }

    public ulong LastSealed { get; init; }

    /// <summary>The slot length of most of the sealed ones; 0 if there are none.</summary>
    public int SlotSeconds { get; init; }
}

/// <summary>Sequences of which no report is sealed.</summary>
public readonly record struct SequenceGap(ulong FromSequence, ulong Count);

public enum PointState : byte { Gap, Provisional, Sealed }

/// <summary>Energy of one step; null in a gap, for missing is never zero and never interpolated.</summary>
/// <param name="CoveredSeconds">How much of the step the reports tell of.</param>
public sealed record SeriesPoint(long StartUnixSeconds, PointState State, long? EnergyMilliwattHours, long? MeanPowerMilliwatts, int CoveredSeconds);

public sealed record ChannelSeries(int Index, byte Role, ImmutableArray<SeriesPoint> Points);

public sealed record DeviceSeries(int StepSeconds, ImmutableArray<ChannelSeries> Channels);

/// <summary>What a device page shows above the curve; null is "not known", never zero.</summary>
/// <param name="SealedSequence">Newest sealed report with nothing missing before it in its segment; 0 = none.</param>
/// <param name="NewestSequence">Newest report seen, sealed or not; 0 = none.</param>
/// <param name="PowerMilliwatts">Mean over the newest slot: generation of a meter, received of a storage from all its feeders.</param>
/// <param name="EnergyTodayMilliwattHours">Sealed energy of the same channels since the day's begin.</param>
/// <param name="EnergyTotalMilliwattHours">Sum of the same channels' newest sealed counters.</param>
/// <param name="Channels">Newest sealed counters by channel index.</param>
public sealed record DeviceStatus(
    DeviceId Device, long? LastSeenUnixSeconds, ulong SealedSequence, ulong NewestSequence, long? SealedUpToUnixSeconds,
    long? PowerMilliwatts, long? EnergyTodayMilliwattHours, long? EnergyTotalMilliwattHours,
    long? HashesPerSecond, long SharesLastHour, ImmutableArray<ChannelCounter> Channels)
{
    /// <summary>The newest report says that mining was held back: too little surplus, the schedule, or a command.</summary>
    public bool IsMiningPaused { get; init; }
}

/// <summary>What a `have` frame tells a device: up to where it may delete, and what to send again.</summary>
/// <param name="Sequence">Newest sealed and verified report with nothing missing before it in its segment; 0 = none.</param>
/// <param name="FrameHash">Its frame's SHA-256; zeros if there is none.</param>
/// <param name="Missing">At most 32, oldest first.</param>
public sealed record HaveState(ulong Sequence, byte[] FrameHash, ImmutableArray<SequenceGap> Missing)
{
    public const int MaximumMissing = 32;

    /// <summary>Highest sealed sequence, whatever is missing below it; 0 = none.</summary>
    public ulong NewestSealed { get; init; }

    public static HaveState Nothing { get; } = new(0, new byte[32], []);
}

public enum ShareVerdict : byte { Counted = 1, Late = 2, BelowTarget = 3, UnknownJob = 4, Repeated = 5 }

/// <summary>One nonce of a sealed report.</summary>
public sealed record ShareEntry(DeviceId Device, uint JobId, uint Nonce, ulong Sequence, long SlotEndUnixSeconds, DateTimeOffset ReceivedAt, ShareVerdict Verdict);
