using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>A channel's counter at the end of a report's slot.</summary>
/// <param name="EnergyMilliwattHours">Counter since commissioning.</param>
/// <param name="UncertaintyHundredths">Declared in the frame: 0.01 %, k = 2.</param>
public readonly record struct ChannelCounter(byte Role, long EnergyMilliwattHours, int UncertaintyHundredths);

/// <summary>A report that a verified seal covers.</summary>
/// <param name="SlotStart">Unix seconds, UTC; seconds since boot if the clock was not synchronised.</param>
/// <param name="Flags">ReportFlags of the wire protocol.</param>
/// <param name="Segment">0, 1, 2 ...: unbroken runs of counters; no difference spans two of them.</param>
public sealed record SealedReport(ulong Sequence, uint SlotStart, ushort SlotSeconds, ushort Flags, uint Segment, ImmutableArray<ChannelCounter> Channels)
{
    /// <summary>SHA-256 of the whole frame.</summary>
    public required byte[] FrameHash { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public uint HashesTried { get; init; }

    /// <summary>Nonces handed in with this report, good or bad.</summary>
    public int ShareCount { get; init; }

    public long SlotEndUnixSeconds => SlotStart + (long)SlotSeconds;

    /// <summary>Counters begin with it: it is the device's first, or says that the history before it is lost.</summary>
    public bool OpensSegment => Sequence == 1 || (Flags & Wire.ReportFlags.HistoryLost) != 0;

    /// <summary>False: the slot counts seconds since the device's start.</summary>
    public bool HasUtcTime => (Flags & Wire.ReportFlags.ClockNotSynchronised) == 0;
}
