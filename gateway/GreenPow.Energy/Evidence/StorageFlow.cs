using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>
/// What left a meter towards a storage and what the storage's own meter saw arrive, over the time in which both tell of it:
/// where one side's record has a hole, the other side's energy of that time is left out too.
/// </summary>
/// <param name="EndUnixSeconds">Both chains were used up to here; what is later waits for the slower of the two.</param>
/// <param name="SentSequence">Last report of the meter that was used.</param>
/// <param name="ReceivedSequence">Last report of the storage that was used.</param>
/// <param name="Unmatched">Energy received while the meter's record had a hole.</param>
public sealed record StorageFlow(
    EnergyBound Sent, EnergyBound Received, long EndUnixSeconds, ulong SentSequence, ulong ReceivedSequence, MilliwattHours Unmatched)
{
    /// <param name="meter">The meter's steps from where the flow was last settled.</param>
    /// <param name="storage">The storage's steps from where this flow was last settled.</param>
    /// <param name="feeding">The storage's channel that this meter feeds; nothing that began before the binding is its flow.</param>
    /// <returns>Null if either side has nothing new.</returns>
    /// <param name="isFirst">Nothing of either chain was used before: time before a chain's first report is a hole of it.</param>
    public static StorageFlow? Between(ImmutableArray<SealedStep> meter, ImmutableArray<SealedStep> storage, Feeding feeding, bool isFirst = false)
    {
        if (meter.IsEmpty || storage.IsEmpty) return null;
        var end = Math.Min(meter[^1].To.EndUnixSeconds, storage[^1].To.EndUnixSeconds);
        var sentSteps = meter.Where(step => step.To.EndUnixSeconds <= end && step.From.EndUnixSeconds >= feeding.Since).ToArray();
        var receivedSteps = storage.Where(step => step.To.EndUnixSeconds <= end && step.From.EndUnixSeconds >= feeding.Since).ToArray();
        if (sentSteps.Length == 0 || receivedSteps.Length == 0) return null;

        var meterHoles = Holes(sentSteps, isFirst);
        var storageHoles = Holes(receivedSteps, isFirst);
        var sent = EnergyBound.Zero;
        foreach (var step in sentSteps)
            if (step.Counts && !Touches(storageHoles, step.Period)) sent += step.Energy(EnergyRole.SentToStorage);
        var received = EnergyBound.Zero;
        var unmatched = MilliwattHours.Zero;
        foreach (var step in receivedSteps)
        {
            if (!step.Counts || step.To.Channels.Length <= feeding.Channel || step.To.Channels[feeding.Channel].Role != EnergyRole.StorageReceived) continue;
            if (Touches(meterHoles, step.Period)) unmatched += step.Energy(feeding.Channel).Value;
            else received += step.Energy(feeding.Channel);
        }
        return new(sent, received, end, sentSteps[^1].To.Sequence, receivedSteps[^1].To.Sequence, unmatched);
    }

    private static Period[] Holes(SealedStep[] steps, bool isFirst)
    {
        var holes = steps.Where(step => !step.Counts).Select(step => step.Period);
        return [.. isFirst ? holes.Prepend(new(0, steps[0].From.EndUnixSeconds)) : holes];
    }

    private static bool Touches(Period[] holes, Period period) => Array.Exists(holes, hole => hole.Overlaps(period));
}
