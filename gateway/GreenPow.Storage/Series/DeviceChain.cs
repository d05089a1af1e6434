using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>What the gateway remembers of one device's hash chain; owned by the one reader of the ingest.</summary>
public sealed class DeviceChain(DeviceId device)
{
    public DeviceId Device { get; } = device;
    public SealedRanges Sealed { get; } = new();
    public PendingReports Pending { get; } = new();

    /// <summary>Sequences of sealed reports that opened a segment by losing history, ascending.</summary>
    public List<ulong> SegmentOpenings { get; } = [];

    /// <summary>The report of the highest sequence seen, sealed or not.</summary>
    public StoredReport? Newest { get; set; }
    public long LastSeenUnixMilliseconds { get; set; }

    /// <summary>Nonces counted for the jobs that were last worked on.</summary>
    public RecentShares Shares { get; } = new();

    /// <summary>0, 1, 2 ...: how many segments were opened at or before a sequence.</summary>
    public uint SegmentOf(ulong sequence)
    {
        var index = SegmentOpenings.BinarySearch(sequence);
        return (uint)(index < 0 ? ~index : index + 1);
    }

    /// <summary>0 before the first.</summary>
    public ulong NewestSealedSequence => Sealed.Newest?.Last.Sequence ?? 0;

    /// <summary>A report that was the newest is no more.</summary>
    public void FindNewest() => Newest = Pending.Highest is { } highest && highest.Sequence > NewestSealedSequence ? highest : Sealed.Newest?.Last;

    public void AddSegmentOpening(ulong sequence)
    {
        var index = SegmentOpenings.BinarySearch(sequence);
        if (index < 0) SegmentOpenings.Insert(~index, sequence);
    }

    public HaveState Have()
    {
        var segmentStart = SegmentOpenings.Count == 0 ? 1 : SegmentOpenings[^1];
        var connected = Sealed.Holding(segmentStart);
        var missing = ImmutableArray.CreateBuilder<SequenceGap>();
        var next = connected is null ? segmentStart : connected.Last.Sequence + 1;
        foreach (var range in Sealed.All)
        {
            if (range.Last.Sequence < next) continue;
            if (missing.Count == HaveState.MaximumMissing) break;
            missing.Add(new(next, range.First.Sequence - next));
            next = range.Last.Sequence + 1;
        }
        return (connected is null ? HaveState.Nothing : new(connected.Last.Sequence, connected.Last.Hash, []))
            with { Missing = missing.ToImmutable(), NewestSealed = NewestSealedSequence };
    }
}
