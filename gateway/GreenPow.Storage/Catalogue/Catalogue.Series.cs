using System.Collections.Immutable;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    private const int SecondsPerHour = 3600;

    /// <summary>Energy by steps, half-open from the one time to the other; steps of whole hours from a whole hour read the roll-ups.</summary>
    /// <param name="stepSeconds">At least the device's slot; every slot belongs to the step that it ends in.</param>
    public DeviceSeries Series(DeviceId device, long fromUnixSeconds, long toUnixSeconds, int stepSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((toUnixSeconds - fromUnixSeconds) / stepSeconds, 100_000, nameof(toUnixSeconds));
        var chain = series.Chain(device);
        if (chain.Newest is not { } newest || toUnixSeconds <= fromUnixSeconds) return new(stepSeconds, []);
        var steps = new SeriesSteps(newest.Channels.Length, fromUnixSeconds, toUnixSeconds, stepSeconds);
        AddSealed(device, steps, chain, fromUnixSeconds, toUnixSeconds, stepSeconds);
        AddProvisional(steps, chain);
        return new(stepSeconds, [.. newest.Channels.Select((channel, index) => new ChannelSeries(index, channel.Role, steps.Points(index)))]);
    }

    private void AddSealed(DeviceId device, SeriesSteps steps, DeviceChain chain, long fromUnixSeconds, long toUnixSeconds, int stepSeconds)
    {
        if (stepSeconds % SecondsPerHour == 0 && fromUnixSeconds % SecondsPerHour == 0) AddHours(device, steps, fromUnixSeconds, toUnixSeconds);
        else AddReports(device, steps, chain, fromUnixSeconds, toUnixSeconds);
    }

    private void AddHours(DeviceId device, SeriesSteps steps, long fromUnixSeconds, long toUnixSeconds)
    {
        var energy = new long[6];
        series.Read("SELECT hour, covered, e0, e1, e2, e3, e4, e5 FROM hours WHERE device = $device AND hour >= $from AND hour < $to", row =>
        {
            for (var channel = 0; channel < energy.Length; channel++) energy[channel] = row.GetInt64(2 + channel);
            steps.Add(row.GetInt64(0) * SecondsPerHour, row.GetInt64(1), PointState.Sealed, energy);
            return true;
        }, ("$device", device.ToArray()), ("$from", fromUnixSeconds / SecondsPerHour), ("$to", (toUnixSeconds + SecondsPerHour - 1) / SecondsPerHour));
    }

    private void AddReports(DeviceId device, SeriesSteps steps, DeviceChain chain, long fromUnixSeconds, long toUnixSeconds)
    {
        StoredReport? before = null;
        foreach (var report in RunsBetween(device, fromUnixSeconds, toUnixSeconds).SelectMany(run => run))
        {
            if (before?.Sequence + 1 != report.Sequence && report.Sequence > 1 && chain.Sealed.Contains(report.Sequence - 1)) before = series.SealedAt(device, report.Sequence - 1);
            if (before is not null && NeighbourEnergy.Between(before, report) is { } energy)
                steps.Add(report.SlotEndUnixSeconds - 1, report.SlotSeconds, PointState.Sealed, energy);
            before = report;
        }
    }

    private static void AddProvisional(SeriesSteps steps, DeviceChain chain)
    {
        foreach (var report in chain.Pending.All.Where(report => report.Sequence > 1 && chain.Pending.At(report.Sequence).Count == 1))
        {
            var before = chain.Pending.At(report.Sequence - 1) is [var only] ? only
                : chain.Sealed.Holding(report.Sequence - 1) is { } range && range.Last.Sequence == report.Sequence - 1 ? range.Last : null;
            if (before is not null && NeighbourEnergy.Between(before, report) is { } energy)
                steps.Add(report.SlotEndUnixSeconds - 1, report.SlotSeconds, PointState.Provisional, energy);
        }
    }
}
