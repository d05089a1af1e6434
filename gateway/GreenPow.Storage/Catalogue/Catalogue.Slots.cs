using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>Energy of one slot by channel, as one report tells it.</summary>
/// <param name="StartUnixSeconds">The slot is half-open.</param>
/// <param name="State">Never a gap.</param>
public sealed record SlotEnergy(long StartUnixSeconds, long EndUnixSeconds, PointState State, long[] EnergyMilliwattHours);

/// <summary>The slots of a device in a period, in the order of their time; time between two slots is unknown.</summary>
/// <param name="Roles">Of each channel, as the newest report has it; empty for a device that never reported.</param>
/// <param name="SlotSeconds">Of the newest report: how long the next one is awaited.</param>
public sealed record DeviceSlots(ImmutableArray<byte> Roles, int SlotSeconds, ImmutableArray<SlotEnergy> Slots);

public sealed partial class Catalogue
{
    /// <summary>Slots that end after the one time and at or before the other and whose energy is known.</summary>
    public DeviceSlots Slots(DeviceId device, long fromUnixSeconds, long toUnixSeconds)
    {
        var chain = series.Chain(device);
        if (chain.Newest is not { } newest) return new([], 0, []);
        var slots = SealedSlots(device, chain, fromUnixSeconds, toUnixSeconds).Concat(ProvisionalSlots(chain))
            .Where(slot => slot.EndUnixSeconds > fromUnixSeconds && slot.EndUnixSeconds <= toUnixSeconds).OrderBy(slot => slot.StartUnixSeconds);
        return new([.. newest.Channels.Select(channel => channel.Role)], newest.SlotSeconds, [.. slots]);
    }

    private IEnumerable<SlotEnergy> SealedSlots(DeviceId device, DeviceChain chain, long fromUnixSeconds, long toUnixSeconds)
    {
        StoredReport? before = null;
        foreach (var report in RunsBetween(device, fromUnixSeconds, toUnixSeconds).SelectMany(run => run))
        {
            if (before?.Sequence + 1 != report.Sequence && report.Sequence > 1 && chain.Sealed.Contains(report.Sequence - 1)) before = series.SealedAt(device, report.Sequence - 1);
            if (before is not null && SlotOf(before, report, PointState.Sealed) is { } slot) yield return slot;
            before = report;
        }
    }

    private static IEnumerable<SlotEnergy> ProvisionalSlots(DeviceChain chain)
    {
        foreach (var report in chain.Pending.All.Where(report => report.Sequence > 1 && chain.Pending.At(report.Sequence).Count == 1))
        {
            var before = chain.Pending.At(report.Sequence - 1) is [var only] ? only
                : chain.Sealed.Holding(report.Sequence - 1) is { } range && range.Last.Sequence == report.Sequence - 1 ? range.Last : null;
            if (before is not null && SlotOf(before, report, PointState.Provisional) is { } slot) yield return slot;
        }
    }

    private static SlotEnergy? SlotOf(StoredReport before, StoredReport report, PointState state) =>
        NeighbourEnergy.Between(before, report) is { } energy ? new(report.SlotStart, report.SlotEndUnixSeconds, state, energy) : null;
}
