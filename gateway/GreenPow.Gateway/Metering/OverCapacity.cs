using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>Energy against a channel's registered watts: cold panels under broken clouds exceed them for minutes, not for hours.</summary>
public static class OverCapacity
{
    public const int SlotPercent = 130;
    public const int HourPercent = 105;
    public const int HourSeconds = 3600;

    public static Found? InSlot(uint channel, long energyMilliwattHours, long seconds, int capacityWatts) =>
        Judge(channel, energyMilliwattHours, seconds, capacityWatts, SlotPercent);

    /// <summary>All channels from one sealed report to another at least an hour later.</summary>
    public static IEnumerable<Found> OverHour(StoredReport anchor, StoredReport after, IReadOnlyList<ChannelRegistration> registered)
    {
        for (var channel = 0; channel < Math.Min(after.Channels.Length, registered.Count); channel++)
        {
            if (anchor.Channels.Length <= channel || anchor.Channels[channel].Role != after.Channels[channel].Role) continue;
            var energy = after.Channels[channel].EnergyMilliwattHours - anchor.Channels[channel].EnergyMilliwattHours;
            if (Judge((uint)channel, energy, after.SlotEndUnixSeconds - anchor.SlotEndUnixSeconds, registered[channel].CapacityWatts, HourPercent) is { } over) yield return over;
        }
    }

    private static Found? Judge(uint channel, long energyMilliwattHours, long seconds, int capacityWatts, int percent)
    {
        // 1 W for 1 s = 1,000 / 3,600 mWh
        var limitMilliwattHours = (long)((Int128)capacityWatts * 1000 * seconds * percent / (3600 * 100));
        if (energyMilliwattHours <= limitMilliwattHours + ReportFindings.RoundingMilliwattHours) return null;
        var watts = (Int128)energyMilliwattHours * 3600 / 1000 / seconds; // a counter that was made up may say more than 64 bits hold
        return new(Finding.OverCapacity, channel, $"channel {channel} reports {watts} W over {seconds} s, above its registered {capacityWatts} W + {percent - 100} %");
    }
}
