using System.Collections.Immutable;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    /// <summary>What the top of a device's page says.</summary>
    /// <param name="dayStartUnixSeconds">Begin of the DAO's running day.</param>
    public DeviceStatus Status(DeviceId device, long dayStartUnixSeconds, DateTimeOffset now)
    {
        var chain = series.Chain(device);
        var newestSealed = chain.Sealed.Newest?.Last;
        var main = MainChannel(chain.Newest);
        return new(device,
            chain.LastSeenUnixMilliseconds == 0 ? null : chain.LastSeenUnixMilliseconds / 1000,
            chain.Have().Sequence, chain.Newest?.Sequence ?? 0,
            newestSealed is { HasUtcTime: true } ? newestSealed.SlotEndUnixSeconds : null,
            PowerMilliwatts(chain, main),
            EnergySince(device, chain, main, dayStartUnixSeconds),
            newestSealed is null || main >= newestSealed.Channels.Length ? null : newestSealed.Channels[main].EnergyMilliwattHours,
            chain.Newest is { JobId: not 0 } working ? working.HashesTried / working.SlotSeconds : null,
            series.Read("SELECT count(*) FROM shares WHERE device = $device AND slot_end > $from AND verdict = $counted", row => row.GetInt64(0),
                ("$device", device.ToArray()), ("$from", now.ToUnixTimeSeconds() - SecondsPerHour), ("$counted", (int)ShareVerdict.Counted))[0],
            newestSealed is null ? [] : [.. newestSealed.Channels.Select(channel => new ChannelCounter(channel.Role, channel.EnergyMilliwattHours, channel.UncertaintyHundredths))]);
    }

    // Generation of a meter, received of a storage, else the first channel (GreenPow.Wire.ChannelRole).
    private static int MainChannel(StoredReport? report) =>
        report is null ? 0 : Math.Max(0, Array.FindIndex(report.Channels, channel => channel.Role is Wire.ChannelRole.Generation or Wire.ChannelRole.StorageReceived));

    private static long? PowerMilliwatts(DeviceChain chain, int channel)
    {
        if (chain.Newest is not { } newest) return null;
        if (newest.IntervalCount > 0) return newest.Channels[channel].CurveMilliwattSum / newest.IntervalCount;
        var before = chain.Pending.At(newest.Sequence - 1) is [var only] ? only : chain.Sealed.Newest?.Last;
        return before is not null && NeighbourEnergy.Between(before, newest) is { } energy ? energy[channel] * SecondsPerHour / newest.SlotSeconds : null;
    }

    private long? EnergySince(DeviceId device, DeviceChain chain, int channel, long dayStartUnixSeconds)
    {
        if (chain.Sealed.Newest?.Last is not { HasUtcTime: true } newest || newest.SlotEndUnixSeconds <= dayStartUnixSeconds || channel >= newest.Channels.Length) return null;
        var steps = new SeriesSteps(newest.Channels.Length, dayStartUnixSeconds, newest.SlotEndUnixSeconds, SecondsPerHour);
        AddSealed(device, steps, chain, dayStartUnixSeconds, newest.SlotEndUnixSeconds, SecondsPerHour);
        return steps.Points(channel).Sum(point => point.EnergyMilliwattHours ?? 0);
    }
}
