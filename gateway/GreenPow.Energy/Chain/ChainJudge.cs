using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>What a device's sealed chain is judged by.</summary>
/// <param name="CommissionedAt">Energy before it is nobody's claim.</param>
/// <param name="End">No step ends after it: the end of the epoch.</param>
/// <param name="OldestThatMayCome">A missing report of a slot after this time may still come, and everything behind it waits for it.</param>
/// <param name="FirstSequence">Where the chain is to begin: the report that the last settlement ended at, or the first of all.</param>
public sealed record ChainLimits(long CommissionedAt, long End, long OldestThatMayCome, ulong FirstSequence = 1);

/// <summary>A device's chain from where it was settled to its boundary of the epoch.</summary>
/// <param name="Steps">In sequence order, without holes.</param>
/// <param name="Boundary">The last sealed report that ends at or before the epoch's end with nothing missing before it; null if it has none.</param>
/// <param name="WaitsForSequence">First missing report that holds back what is behind it; null if nothing is held back.</param>
public sealed record JudgedChain(ImmutableArray<SealedStep> Steps, SealedPoint? Boundary, ulong? WaitsForSequence);

/// <summary>Decides step by step which energy of a sealed chain counts.</summary>
public static class ChainJudge
{
    /// <param name="points">Sealed reports in sequence order, beginning with the one that the last settlement ended at, if there was one.</param>
    /// <param name="doubts">The gateway's findings that take energy out.</param>
    public static JudgedChain Judge(IEnumerable<SealedPoint> points, IReadOnlyList<Doubt> doubts, ChainLimits limits)
    {
        var steps = ImmutableArray.CreateBuilder<SealedStep>();
        SealedPoint? last = null, previous = null;
        ulong? missing = null, overlapping = null;
        var skipped = new List<SealedPoint>();
        foreach (var point in points)
        {
            if (FirstMissing(previous, point, limits) is { } gone) missing ??= gone;
            else if (point.OpensSegment) missing = null; // what is missing before it belongs to counters that are never compared with these
            previous = point;
            if (!point.ClockSynchronised)
            {
                skipped.Add(point); // its energy belongs to the next report whose time is known
                continue;
            }
            if (point.EndUnixSeconds > limits.End) break;
            if (last is not null && last.Segment == point.Segment && point.Channels.Length < last.Channels.Length)
            {
                skipped.Add(point); // what the channels that it leaves out counted meanwhile is in the next report that tells of all
                continue;
            }
            if (last is not null && point.EndUnixSeconds - point.SlotSeconds < last.EndUnixSeconds)
            {
                // No energy may begin or end in time that was counted before, also not in a later epoch.
                overlapping ??= point.Sequence;
                skipped.Add(point);
                continue;
            }
            if (last is not null)
            {
                var to = WidestOf(point, skipped);
                var (verdict, reason) = Verdict(last, to, missing, overlapping, doubts, limits);
                if (missing is not null && verdict is (StepVerdict.ReportsMissing or StepVerdict.NewSegment) && point.EndUnixSeconds > limits.OldestThatMayCome)
                    return new(steps.ToImmutable(), last, missing);
                steps.Add(new(last, to, verdict, reason));
            }
            else if (missing is not null && point.EndUnixSeconds > Math.Max(limits.OldestThatMayCome, limits.CommissionedAt))
                return new([], null, missing); // the first reports of all are still on their way, and counting begins with them
            (last, missing, overlapping) = (point, null, null);
            skipped.Clear();
        }
        return new(steps.ToImmutable(), last, null);
    }

    // Nothing is missing before the report that opens a segment: what was before it is lost or belongs to the segment before.
    private static ulong? FirstMissing(SealedPoint? previous, SealedPoint point, ChainLimits limits)
    {
        var expected = previous is null ? limits.FirstSequence : previous.Sequence + 1;
        return point.OpensSegment || point.Sequence <= expected ? null : expected;
    }

    // A step that reaches over skipped reports is as uncertain as the worst of them.
    private static SealedPoint WidestOf(SealedPoint point, List<SealedPoint> skipped) => skipped.Aggregate(point, (widest, other) => other.Channels.Length != widest.Channels.Length ? widest
        : widest with { Channels = [.. widest.Channels.Zip(other.Channels, (a, b) => a with { Accuracy = ChannelAccuracy.Widest(a.Accuracy, b.Accuracy) })] });

    private static (StepVerdict Verdict, string Reason) Verdict(
        SealedPoint from, SealedPoint to, ulong? missing, ulong? overlapping, IReadOnlyList<Doubt> doubts, ChainLimits limits)
    {
        if (from.Segment != to.Segment)
            return (StepVerdict.NewSegment, $"counters began anew at report {to.Sequence}");
        if (from.EndUnixSeconds < limits.CommissionedAt)
            return (StepVerdict.BeforeCommissioning, $"report {to.Sequence} measures time before the commissioning");
        if (overlapping is { } again)
            return (StepVerdict.OverlapsEarlier, $"report {again} lies in time that was counted before");
        if (doubts.FirstOrDefault(doubt => doubt.FromSequence < to.Sequence && doubt.ToSequence > from.Sequence) is { } found)
            return (StepVerdict.InDoubt, found.Reason);
        if (from.Channels.Length != to.Channels.Length || from.Channels.Zip(to.Channels).Any(pair => pair.First.Role != pair.Second.Role))
            return (StepVerdict.ChannelChanged, $"a channel changed its role at report {to.Sequence}");
        if (from.Channels.Zip(to.Channels).Any(pair => pair.Second.Counter < pair.First.Counter))
            return (StepVerdict.CounterWentBack, $"a counter went back at report {to.Sequence}");
        return missing is { } first
            ? (StepVerdict.ReportsMissing, $"reports from {first} on are missing before {to.Sequence}")
            : (StepVerdict.Counts, "");
    }
}
