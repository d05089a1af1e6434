using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>One channel's counter at the end of a sealed report, and how far it can be trusted.</summary>
/// <param name="Counter">Since commissioning; it never goes back within a segment.</param>
public readonly record struct ChannelReading(EnergyRole Role, MilliwattHours Counter, ChannelAccuracy Accuracy);

/// <summary>A report that a verified seal covers: the only kind of place where an energy may begin or end.</summary>
/// <param name="Sequence">1, 2, 3 ... of the device.</param>
/// <param name="Segment">Run of counters; no difference spans two of them.</param>
/// <param name="OpensSegment">The first report of its run of counters: it says so itself, or it is a device's first of all.</param>
/// <param name="EndUnixSeconds">End of its slot.</param>
/// <param name="SlotSeconds">How long it measured.</param>
/// <param name="ClockSynchronised">False: its time is unknown, so no period may end here.</param>
public sealed record SealedPoint(
    ulong Sequence, uint Segment, bool OpensSegment, long EndUnixSeconds, int SlotSeconds, bool ClockSynchronised, ImmutableArray<ChannelReading> Channels);

/// <summary>A finding about the counter difference over (<paramref name="FromSequence"/>, <paramref name="ToSequence"/>].</summary>
/// <param name="Reason">Plain words, shown to voters.</param>
public sealed record Doubt(ulong FromSequence, ulong ToSequence, string Reason);
