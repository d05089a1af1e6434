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
        // After a start without a clock the newest seals have no time; how far they reach is what the last timed one says.
        var sealedUpTo = newestSealed is null ? null : newestSealed.HasUtcTime ? newestSealed.SlotEndUnixSeconds : LastTimedUpTo(device, newestSealed.Sequence)?.SlotEndUnixSeconds;
        return new(device,
            chain.LastSeenUnixMilliseconds == 0 ? null : chain.LastSeenUnixMilliseconds / 1000,
            chain.Have().Sequence, chain.Newest?.Sequence ?? 0,
            sealedUpTo,
            PowerMilliwatts(chain),
            EnergySince(device, chain, dayStartUnixSeconds, sealedUpTo is { } end ? Math.Min(end, now.ToUnixTimeSeconds()) : null),
            newestSealed is null ? null : CounterSum(newestSealed),
            chain.Newest is { JobId: not 0 } working ? working.HashesTried / working.SlotSeconds : null,
            series.Read("SELECT count(*) FROM shares WHERE device = $device AND slot_end > $from AND verdict = $counted", row => row.GetInt64(0),
                ("$device", device.ToArray()), ("$from", now.ToUnixTimeSeconds() - SecondsPerHour), ("$counted", (int)ShareVerdict.Counted))[0],
            newestSealed is null ? [] : [.. newestSealed.Channels.Select(channel => new ChannelCounter(channel.Role, channel.EnergyMilliwattHours, channel.UncertaintyHundredths))])
        {
            IsMiningPaused = chain.Newest is { } newest && (newest.Flags & Wire.ReportFlags.MiningPaused) != 0,
        };
    }

    // Generation of a meter, all that a storage receives, else the first channel (GreenPow.Wire.ChannelRole).
    private static int[] MainChannels(StoredReport report)
    {
        int[] Of(byte role) => [.. Enumerable.Range(0, report.Channels.Length).Where(channel => report.Channels[channel].Role == role)];
        if (Of(Wire.ChannelRole.Generation) is { Length: > 0 } generation) return generation;
        return Of(Wire.ChannelRole.StorageReceived) is { Length: > 0 } received ? received : [0];
    }

    // A device may claim any counter; no claim of one may keep the others from being listed.
    private static long CounterSum(StoredReport report) =>
        (long)Int128.Min(MainChannels(report).Aggregate(Int128.Zero, (sum, channel) => sum + report.Channels[channel].EnergyMilliwattHours), long.MaxValue);

    private static long? PowerMilliwatts(DeviceChain chain)
    {
        if (chain.Newest is not { } newest) return null;
        var main = MainChannels(newest);
        if (newest.IntervalCount > 0) return main.Sum(channel => newest.Channels[channel].CurveMilliwattSum) / newest.IntervalCount;
        var before = chain.Pending.At(newest.Sequence - 1) is [var only] ? only : chain.Sealed.Newest?.Last;
        return before is not null && NeighbourEnergy.Between(before, newest) is { } energy ? main.Sum(channel => energy[channel]) * SecondsPerHour / newest.SlotSeconds : null;
    }

    // A slot in the year 2100 must not make steps of all the years until then.
    private long? EnergySince(DeviceId device, DeviceChain chain, long dayStartUnixSeconds, long? sealedUpTo)
    {
        if (chain.Sealed.Newest?.Last is not { } newest || sealedUpTo is not { } end || end <= dayStartUnixSeconds) return null;
        var steps = new SeriesSteps(newest.Channels.Length, dayStartUnixSeconds, end, SecondsPerHour);
        AddSealed(device, steps, chain, dayStartUnixSeconds, end, SecondsPerHour);
        return MainChannels(newest).Sum(channel => steps.Points(channel).Sum(point => point.EnergyMilliwattHours ?? 0));
    }
}
