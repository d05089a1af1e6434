namespace GreenPow.Storage;

/// <summary>An unbroken run of sealed sequences, known by its two ends.</summary>
public sealed record SealedRange(StoredReport First, StoredReport Last)
{
    /// <summary>The sealed report that the hour at its upper end is counted from, of this range or of one below; null before any with a time.</summary>
    public StoredReport? HourAnchor { get; init; }

    public bool Contains(ulong sequence) => First.Sequence <= sequence && sequence <= Last.Sequence;
}

/// <summary>All sealed sequences of one device: disjoint ranges in order, with at least one missing between two of them.</summary>
public sealed class SealedRanges
{
    /// <summary>
    /// A hole stays where a device lost reports for good, which few do often; all ranges are written again with each group that changes them.
    /// </summary>
    public const int Maximum = 1000;

    private readonly List<SealedRange> ranges = [];

    public IReadOnlyList<SealedRange> All => ranges;
    public SealedRange? Newest => ranges.Count == 0 ? null : ranges[^1];
    public bool Contains(ulong sequence) => IndexAtOrBefore(sequence) is >= 0 and var index && ranges[index].Contains(sequence);

    /// <summary>The range that holds the nearest sealed report before a sequence that is not sealed.</summary>
    public SealedRange? Before(ulong sequence) => IndexAtOrBefore(sequence) is >= 0 and var index ? ranges[index] : null;

    public SealedRange? After(ulong sequence) => IndexAtOrBefore(sequence) + 1 is var index && index < ranges.Count ? ranges[index] : null;

    /// <summary>The range that holds a sequence, if it is sealed.</summary>
    public SealedRange? Holding(ulong sequence) => Before(sequence) is { } range && range.Contains(sequence) ? range : null;

    /// <summary>False if a run would open one range too many instead of joining one.</summary>
    public bool HaveRoomFor(ulong first, ulong last) =>
        ranges.Count < Maximum || Before(first)?.Last.Sequence + 1 == first || After(last)?.First.Sequence == last + 1;

    /// <summary>Adds a run of reports, none of which is sealed yet, and joins it with its neighbours.</summary>
    public void Add(StoredReport first, StoredReport last, StoredReport? hourAnchor = null)
    {
        var index = IndexAtOrBefore(first.Sequence) + 1;
        var range = new SealedRange(first, last) { HourAnchor = hourAnchor };
        if (index < ranges.Count && ranges[index].First.Sequence == last.Sequence + 1)
        {
            range = range with { Last = ranges[index].Last, HourAnchor = ranges[index].HourAnchor ?? hourAnchor };
            ranges.RemoveAt(index);
        }
        if (index > 0 && ranges[index - 1].Last.Sequence + 1 == first.Sequence) ranges[index - 1] = range with { First = ranges[index - 1].First };
        else ranges.Insert(index, range);
    }

    /// <summary>The hour at the upper end of the range that ends with a sequence is counted from another report now; an end that lies higher has its own.</summary>
    public void SetHourAnchor(ulong last, StoredReport? anchor)
    {
        var index = IndexAtOrBefore(last);
        if (ranges[index].Last.Sequence == last || ranges[index].HourAnchor is null) ranges[index] = ranges[index] with { HourAnchor = anchor };
    }

    private int IndexAtOrBefore(ulong sequence)
    {
        if (ranges.Count == 0 || ranges[^1].First.Sequence <= sequence) return ranges.Count - 1; // nearly always the newest
        int low = 0, high = ranges.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].First.Sequence <= sequence) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }
}
