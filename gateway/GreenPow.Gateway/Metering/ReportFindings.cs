using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>One thing found about a report, before it is tied to sequences.</summary>
/// <param name="Subject">The channel's index, where there are several.</param>
public readonly record struct Found(Finding Kind, uint Subject, string Text);

/// <summary>What a sealed report tells about itself and against its neighbour; pure.</summary>
public static class ReportFindings
{
    public const int InFutureSeconds = 300;
    public const int TooOldSeconds = 30 * 86_400;

    /// <summary>Rounding of two counters and a curve; below it nothing is a mismatch.</summary>
    public const long RoundingMilliwattHours = 10;

    public static bool IsInFuture(StoredReport report) => report.HasUtcTime && AheadSeconds(report) > InFutureSeconds;

    public static IEnumerable<Found> OfTime(StoredReport report)
    {
        if (!report.HasUtcTime) yield break;
        var aheadSeconds = AheadSeconds(report);
        if (aheadSeconds > InFutureSeconds) yield return new(Finding.InFuture, 0, $"the slot ends {aheadSeconds} s after it was received, above {InFutureSeconds} s");
        if (-aheadSeconds > TooOldSeconds) yield return new(Finding.TooOld, 0, $"the slot ended {-aheadSeconds} s before it was received, above {TooOldSeconds} s");
    }

    /// <summary>A channel is its index: a frame that calls it something else than its commissioning record tells of no channel that we know.</summary>
    public static Found? OfRegistration(StoredReport report, IReadOnlyList<ChannelRegistration> registered)
    {
        if (registered.Count == 0) return null;
        if (report.Channels.Length != registered.Count) return new(Finding.ChainBroken, 0, $"{report.Channels.Length} channels are reported, {registered.Count} are commissioned");
        for (var channel = 0; channel < registered.Count; channel++)
            if (report.Channels[channel].Role != registered[channel].Role)
                return new(Finding.ChainBroken, (uint)channel, $"channel {channel} reports role {report.Channels[channel].Role}, it is commissioned with role {registered[channel].Role}");
        return null;
    }

    private static long AheadSeconds(StoredReport report) => report.SlotEndUnixSeconds - report.ReceivedAtUnixMilliseconds / 1000;

    /// <param name="before">The nearest sealed report before, of the same segment.</param>
    /// <param name="registered">The device's channels as commissioned.</param>
    public static IEnumerable<Found> Between(StoredReport before, StoredReport after, IReadOnlyList<ChannelRegistration> registered)
    {
        var timed = before.HasUtcTime && after.HasUtcTime;
        if (timed && after.SlotStart < before.SlotEndUnixSeconds)
            yield return new(Finding.SlotOverlap, 0, $"the slot begins {before.SlotEndUnixSeconds - after.SlotStart} s before the slot of sequence {before.Sequence} ended");
        if (ChangedChannels(before, after) is { } changed)
        {
            if (OfRegistration(after, registered) is null) yield return new(Finding.ChainBroken, 0, changed);
            yield break;
        }
        for (var channel = 0; channel < after.Channels.Length; channel++)
            foreach (var found in OfChannel((uint)channel, before, after, timed, channel < registered.Count ? registered[channel] : null))
                yield return found;
    }

    private static IEnumerable<Found> OfChannel(uint channel, StoredReport before, StoredReport after, bool timed, ChannelRegistration? registered)
    {
        var energy = after.Channels[channel].EnergyMilliwattHours - before.Channels[channel].EnergyMilliwattHours;
        if (energy < 0)
        {
            yield return new(Finding.CounterWentBack, channel, $"the counter of channel {channel} went back by {-energy} mWh");
            yield break;
        }
        var seconds = Math.Max(timed ? after.SlotEndUnixSeconds - before.SlotEndUnixSeconds : UntimedSeconds(before, after), after.SlotSeconds);
        if (registered is not null && OverCapacity.InSlot(channel, energy, seconds, registered.CapacityWatts) is { } over) yield return over;
        if (timed && after.IntervalCount > 0 && after.Sequence == before.Sequence + 1 && after.SlotStart == before.SlotEndUnixSeconds
            && Mismatch(channel, energy, after) is { } mismatch) yield return mismatch;
    }

    // Without a time the sequences say how many slots there were, but never more than there was time until the frame came.
    private static long UntimedSeconds(StoredReport before, StoredReport after)
    {
        var slots = Math.Min(after.Sequence - before.Sequence, uint.MaxValue) * after.SlotSeconds;
        var elapsed = before.HasUtcTime ? after.ReceivedAtUnixMilliseconds / 1000 - before.SlotEndUnixSeconds + InFutureSeconds : long.MaxValue;
        return Math.Min((long)slots, elapsed);
    }

    // Compared in mW s x intervals, so that nothing is rounded.
    private static Found? Mismatch(uint channel, long energyMilliwattHours, StoredReport after)
    {
        var curve = (Int128)after.Channels[channel].CurveMilliwattSum * after.SlotSeconds;
        var scale = (Int128)3600 * after.IntervalCount;
        var limit = Int128.Max(energyMilliwattHours * scale / 100, RoundingMilliwattHours * scale);
        if (Int128.Abs(curve - energyMilliwattHours * scale) <= limit) return null;
        return new(Finding.CurveMismatch, channel, $"channel {channel} counted {energyMilliwattHours} mWh, its power curve says {curve / scale} mWh");
    }

    private static string? ChangedChannels(StoredReport before, StoredReport after)
    {
        if (before.Channels.Length != after.Channels.Length) return $"{after.Channels.Length} channels after {before.Channels.Length}";
        for (var channel = 0; channel < after.Channels.Length; channel++)
            if (before.Channels[channel].Role != after.Channels[channel].Role)
                return $"channel {channel} changed its role from {before.Channels[channel].Role} to {after.Channels[channel].Role}";
        return null;
    }
}
