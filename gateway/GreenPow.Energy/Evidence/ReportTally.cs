using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>A device's reports whose slots end in an epoch, what was found in them, and its work in that time.</summary>
/// <param name="Expected">One per slot, of the length that most of its reports have, of the epoch since the commissioning.</param>
/// <param name="Received">Sealed or not.</param>
/// <param name="Sealed">Covered by a verified seal; only these are minted for.</param>
/// <param name="ExpectedShares">For the time awake with a live job; 0 when there was none.</param>
/// <param name="CountedShares">Valid, in time and used once.</param>
public sealed record ReportTally(long Expected, long Received, long Sealed, long ExpectedShares, long CountedShares)
{
    /// <summary>Sequences of which no report is sealed between the first and the last of the epoch.</summary>
    public ImmutableArray<SequenceRange> Gaps { get; init; } = [];

    public ImmutableArray<FindingCount> Findings { get; init; } = [];

    /// <summary>Frames on its topics that were refused since it is known, by reason: no history, and anybody can send them.</summary>
    public ImmutableSortedDictionary<string, long> RefusedSoFar { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Expected hashes behind the counted shares, each at its job's target, as a decimal.</summary>
    public string ProvenHashes { get; init; } = "0";

    // Sequences may be made up: the gaps of two devices of a site can be more than 64 bits count.
    public long Missing => (long)Int128.Min(Gaps.Aggregate(Int128.Zero, (sum, gap) => sum + gap.To - gap.From + 1), long.MaxValue);

    public HeartbeatVerdict Heartbeat => GreenPow.Energy.Heartbeat.Judge(ExpectedShares, CountedShares);
}

/// <summary>Both ends belong to it.</summary>
public readonly record struct SequenceRange(ulong From, ulong To)
{
    public override string ToString() => From == To ? From.ToString(System.Globalization.CultureInfo.InvariantCulture) : FormattableString.Invariant($"{From} to {To}");
}

/// <param name="Kind">The gateway's name of the finding.</param>
/// <param name="Plainly">What it is, in words that follow a number.</param>
public sealed record FindingCount(string Kind, string Plainly, long Count, ulong FirstSequence);
