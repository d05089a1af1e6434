using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

public enum ChainPlace : byte
{
    /// <summary>Same bytes again: acknowledged, not counted.</summary>
    Duplicate,
    /// <summary>Kept until a seal decides.</summary>
    Provisional,
    /// <summary>Covered by a signature: its own, or one after it that names its hash.</summary>
    Sealed,
    /// <summary>A seal has decided before, for another report of this sequence.</summary>
    Orphaned,
    /// <summary>A second signed history for a sequence.</summary>
    Equivocation,
    /// <summary>Refused: the sequence has its four alternatives, or the device its limit of provisional reports.</summary>
    TooMany,
    /// <summary>Refused: a seal with nothing beside it, of a device that has all the holes it may have. It is taken once it joins what is there.</summary>
    TooManyHoles,
}

/// <summary>Where a report belongs in its device's chain; decided before anything is written.</summary>
public static class ChainVerdict
{
    /// <param name="twin">The sealed report of the same sequence, if there is one.</param>
    /// <param name="successor">The sealed report of the next sequence, if there is one.</param>
    /// <param name="outside">Hashes of reports of this sequence that are orphaned or equivocate.</param>
    public static ChainPlace Place(DeviceChain chain, StoredReport report, StoredReport? twin, StoredReport? successor, IReadOnlyCollection<byte[]> outside)
    {
        if (twin?.HasHash(report.Hash) == true || outside.Any(hash => report.HasHash(hash)) || chain.Pending.At(report.Sequence).Any(other => other.HasHash(report.Hash)))
            return ChainPlace.Duplicate;

        var named = successor is not null && report.HasHash(successor.Previous);
        if (twin is not null && (report.IsSealed || named)) return ChainPlace.Equivocation;
        if (report.IsSealed || named) return HasRoomFor(chain, report) ? ChainPlace.Sealed : ChainPlace.TooManyHoles;
        if (outside.Count + chain.Pending.At(report.Sequence).Count >= PendingReports.MaximumAlternatives) return ChainPlace.TooMany;
        if (twin is not null || successor is not null) return ChainPlace.Orphaned;
        return chain.Pending.HaveRoomFor(report.Sequence, chain.NewestSealedSequence) ? ChainPlace.Provisional : ChainPlace.TooMany;
    }

    private static bool HasRoomFor(DeviceChain chain, StoredReport report)
    {
        if (chain.Sealed.All.Count < SealedRanges.Maximum) return true; // nearly always: no need to walk
        var run = SealWalk.From(chain, report);
        return chain.Sealed.HaveRoomFor(run.First.Sequence, run.Last.Sequence);
    }
}
