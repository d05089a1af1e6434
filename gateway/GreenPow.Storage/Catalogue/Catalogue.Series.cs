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
        AddSlots(steps, ProvisionalSlots(chain));
        return new(stepSeconds, [.. newest.Channels.Select((channel, index) => new ChannelSeries(index, channel.Role, steps.Points(index)))]);
    }

    private void AddSealed(DeviceId device, SeriesSteps steps, DeviceChain chain, long fromUnixSeconds, long toUnixSeconds, int stepSeconds)
    {
        if (stepSeconds % SecondsPerHour == 0 && fromUnixSeconds % SecondsPerHour == 0) AddHours(device, steps, fromUnixSeconds, toUnixSeconds);
        else AddSlots(steps, SealedSlots(device, chain, fromUnixSeconds, toUnixSeconds));
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

    private static void AddSlots(SeriesSteps steps, IEnumerable<SlotEnergy> slots)
    {
        foreach (var slot in slots) steps.Add(slot.EndUnixSeconds - 1, slot.EndUnixSeconds - slot.StartUnixSeconds, slot.State, slot.EnergyMilliwattHours);
    }
}
