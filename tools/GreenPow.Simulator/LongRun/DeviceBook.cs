namespace GreenPow.Simulator.LongRun;

/// <summary>
/// What a gateway knows of one device: its own reading of wire.md, written apart from the product's gateway, so that
/// the two check each other. Whatever an honest device never does is a failure here.
/// </summary>
public sealed class DeviceBook(string deviceId, FrameHash genesis)
{
    private const int MaximumAlternatives = 4;

    private readonly Dictionary<ulong, List<KeptReport>> pending = [];
    private readonly List<(ulong First, ulong Last)> ranges = [];
    private readonly List<ulong> segmentOpenings = [];

    public string DeviceId { get; } = deviceId;

    /// <summary>Sealed reports by sequence.</summary>
    public Dictionary<ulong, KeptReport> Sealed { get; } = [];

    public long Duplicates { get; private set; }

    /// <summary>Unsealed alternatives that a seal decided against: left by a device that lost its storage.</summary>
    public long Orphans { get; private set; }

    public int Segments => segmentOpenings.Count + (ranges.Count > 0 ? 1 : 0);

    public ulong NewestSealed => ranges.Count == 0 ? 0 : ranges[^1].Last;

    /// <summary>Takes a report whose signature, if it has one, was verified; true when the sealed history grew. Throws <see cref="LifeFailureException"/>.</summary>
    public bool Take(KeptReport report)
    {
        if (Sealed.TryGetValue(report.Sequence, out var twin))
        {
            if (twin.Hash == report.Hash)
                Duplicates++;
            else if (report.IsSealed)
                throw new LifeFailureException($"Equivocation: two sealed reports {report.Sequence} of device {DeviceId}");
            else
                Orphans++;
            return false;
        }
        var isNamed = Sealed.TryGetValue(report.Sequence + 1, out var successor) && successor.Previous == report.Hash;
        if (!report.IsSealed && !isNamed)
        {
            Keep(report);
            return false;
        }
        Seal(report);
        return true;
    }

    /// <summary>The newest sealed report with nothing missing before it in the newest segment, and what is missing behind it.</summary>
    public (KeptReport? Newest, List<(ulong From, ulong Count)> Missing) Have()
    {
        var start = segmentOpenings.Count == 0 ? 1 : segmentOpenings[^1];
        KeptReport? newest = null;
        var missing = new List<(ulong, ulong)>();
        var next = start;
        foreach (var (first, last) in ranges)
        {
            if (last < next)
                continue;
            if (first > next)
                missing.Add((next, first - next));
            else if (missing.Count == 0)
                newest = Sealed[last];
            next = last + 1;
        }
        return (newest, missing);
    }

    private void Keep(KeptReport report)
    {
        if (!pending.TryGetValue(report.Sequence, out var alternatives))
            pending[report.Sequence] = alternatives = [];
        if (alternatives.Exists(other => other.Hash == report.Hash))
            Duplicates++;
        else if (alternatives.Count == MaximumAlternatives)
            throw new LifeFailureException($"More than {MaximumAlternatives} alternatives for report {report.Sequence} of device {DeviceId}");
        else
            alternatives.Add(report);
    }

    private void Seal(KeptReport newest)
    {
        var lowest = newest;
        Store(lowest);
        while (lowest.Sequence > 1 && !Sealed.ContainsKey(lowest.Sequence - 1))
        {
            var named = pending.GetValueOrDefault(lowest.Sequence - 1)?.Find(other => other.Hash == lowest.Previous);
            if (named is null)
                break;
            Store(lowest = named);
        }
        if (lowest.Sequence == 1 && lowest.Previous != genesis)
            throw new LifeFailureException($"The first report of device {DeviceId} does not name the genesis");
        if (Sealed.TryGetValue(lowest.Sequence - 1, out var below))
            Join(below, lowest);
        if (Sealed.TryGetValue(newest.Sequence + 1, out var above))
            Join(newest, above);
        Cover(lowest.Sequence, newest.Sequence);
    }

    private void Join(KeptReport before, KeptReport after)
    {
        if (after.Previous != before.Hash && !after.OpensSegment)
            throw new LifeFailureException($"The chain of device {DeviceId} is broken: report {after.Sequence} (boot {after.BootCount}, flags {after.Flags:x4}) names another predecessor than the one held (boot {before.BootCount}, flags {before.Flags:x4})");
    }

    private void Store(KeptReport report)
    {
        if (pending.Remove(report.Sequence, out var alternatives))
            Orphans += alternatives.Count(other => other.Hash != report.Hash);
        Sealed.Add(report.Sequence, report);
        if (!report.OpensSegment)
            return;
        var place = segmentOpenings.BinarySearch(report.Sequence);
        segmentOpenings.Insert(~place, report.Sequence);
    }

    private void Cover(ulong first, ulong last)
    {
        var index = ranges.FindLastIndex(range => range.First <= first) + 1;
        if (index < ranges.Count && ranges[index].First == last + 1)
        {
            last = ranges[index].Last;
            ranges.RemoveAt(index);
        }
        if (index > 0 && ranges[index - 1].Last + 1 == first)
            ranges[index - 1] = (ranges[index - 1].First, last);
        else
            ranges.Insert(index, (first, last));
    }
}
