using System.Collections.Immutable;

namespace GreenPow.Energy.Tests;

/// <summary>Sealed chains built by hand: one report a minute, counters as the test says.</summary>
internal static class Chains
{
    public const int Slot = 60;
    public static readonly ChannelAccuracy Exact = new(new(0), new(0));
    public static readonly ChannelAccuracy Ina228 = new(new(50), new(20));

    /// <summary>Points 1, 2, 3 ... whose counters rise by the given steps; the first point is the baseline at zero.</summary>
    public static List<SealedPoint> Of(ChannelAccuracy accuracy, EnergyRole[] roles, IEnumerable<long[]> steps, long start = 0)
    {
        var counters = new long[roles.Length];
        var points = new List<SealedPoint> { Point(1, start, accuracy, roles, counters) };
        foreach (var step in steps)
        {
            for (var channel = 0; channel < roles.Length; channel++) counters[channel] += step[channel];
            points.Add(Point((ulong)points.Count + 1, start + points.Count * Slot, accuracy, roles, counters));
        }
        return points;
    }

    public static SealedPoint Point(ulong sequence, long end, ChannelAccuracy accuracy, EnergyRole[] roles, long[] counters, uint segment = 0) =>
        new(sequence, segment, OpensSegment: sequence == 1, end, Slot, true, [.. roles.Zip(counters, (role, counter) => new ChannelReading(role, new(counter), accuracy))]);

    /// <summary>Channel 0 of the storage of token 9, bound since the beginning of time.</summary>
    public static Feeding Feeding { get; } = new(9, 0, 0);

    public static FedStorage Fed(JudgedChain storage, ulong settledSequence = 0, int efficiencyPermille = 1000, long room = long.MaxValue / 4) =>
        new(Feeding, settledSequence, storage, efficiencyPermille, new(room));

    public static JudgedChain Judge(IEnumerable<SealedPoint> points, params Doubt[] doubts) => Judge(points, long.MaxValue, doubts);

    public static JudgedChain Judge(IEnumerable<SealedPoint> points, long end, params Doubt[] doubts) =>
        ChainJudge.Judge(points, doubts, new(0, end, long.MaxValue));

    /// <summary>A site that makes and sends, and a storage that receives, each in one step.</summary>
    public static SiteEpoch Settle(
        long generation, long sent, long received, long load = 0, long takenBack = 0, long burned = 0, ChannelAccuracy? accuracy = null, SiteAccount? before = null,
        MintRules? rules = null, int efficiencyPermille = 1000)
    {
        var how = accuracy ?? Exact;
        var from = before?.SettledSequence ?? 0;
        var start = (long)from * Slot;
        var meter = Of(how, [EnergyRole.Generation, EnergyRole.MiningLoad, EnergyRole.SentToStorage, EnergyRole.ReceivedFromStorage],
            [[generation, load, sent, takenBack]], start).Select(point => point with { Sequence = point.Sequence + from });
        var storage = Of(how, [EnergyRole.StorageReceived], [[received]], start).Select(point => point with { Sequence = point.Sequence + from });
        return SiteEpoch.Settle(before ?? SiteAccount.Start, Judge(meter), Fed(Judge(storage), efficiencyPermille: efficiencyPermille),
            new(burned), new(long.MaxValue / 4), rules ?? new());
    }
}
