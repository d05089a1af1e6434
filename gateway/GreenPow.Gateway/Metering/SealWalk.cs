using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>What a seal reaches: a run of reports joined by their hashes, and the alternatives that it proves to be no history.</summary>
/// <param name="Reports">In sequence order; the last one begins the walk.</param>
/// <param name="Orphans">Provisional reports at sequences that the seal has decided.</param>
/// <param name="BrokenBelow">The first names another predecessor than the sealed one we hold.</param>
/// <param name="BrokenAbove">The sealed report after the last names another predecessor.</param>
public sealed record SealedRun(IReadOnlyList<StoredReport> Reports, IReadOnlyList<StoredReport> Orphans, bool BrokenBelow, bool BrokenAbove)
{
    public StoredReport First => Reports[0];
    public StoredReport Last => Reports[^1];
}

/// <summary>Follows the hashes back from a report that a signature covers.</summary>
public static class SealWalk
{
    /// <summary>Reads the chain, changes nothing.</summary>
    /// <param name="chain">Without <paramref name="covered"/>, whose sequence is not sealed yet.</param>
    public static SealedRun From(DeviceChain chain, StoredReport covered)
    {
        var reports = new List<StoredReport> { covered };
        var orphans = new List<StoredReport>(chain.Pending.At(covered.Sequence).Where(other => !other.HasHash(covered.Hash)));
        var below = chain.Sealed.Before(covered.Sequence);
        var lowest = covered;
        while (lowest.Sequence > 1 && lowest.Sequence - 1 != below?.Last.Sequence)
        {
            var alternatives = chain.Pending.At(lowest.Sequence - 1);
            StoredReport? named = null;
            foreach (var alternative in alternatives)
            {
                if (alternative.HasHash(lowest.Previous)) named = alternative;
                else orphans.Add(alternative);
            }
            if (named is null) break; // missing: a later arrival goes on from here
            reports.Add(lowest = named);
        }
        reports.Reverse();
        var above = chain.Sealed.After(covered.Sequence);
        return new(reports, orphans,
            BrokenBelow: below is not null && below.Last.Sequence + 1 == lowest.Sequence && !below.Last.HasHash(lowest.Previous),
            BrokenAbove: above is not null && above.First.Sequence == covered.Sequence + 1 && !covered.HasHash(above.First.Previous));
    }
}
