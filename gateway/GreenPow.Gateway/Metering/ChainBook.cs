using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>The chains of all devices in memory, and what applying reports to them leaves to be written. Owned by the ingest's one reader.</summary>
public sealed class ChainBook(SeriesStore series, Func<DeviceId, DeviceRecord?> deviceOf, JudgeShare? judgeShare)
{
    private readonly Dictionary<DeviceId, DeviceChain> chains = [];

    public SeriesBatch Batch { get; } = new();

    /// <summary>Devices that equivocated and where the log proves it, to be suspended once the log is durable.</summary>
    public List<(DeviceId Device, long LogPosition)> Suspensions { get; } = [];

    public DeviceChain Chain(DeviceId device)
    {
        if (!chains.TryGetValue(device, out var chain)) chains[device] = chain = series.Chain(device);
        return chain;
    }

    public ChainPlace PlaceOf(DeviceId device, StoredReport report)
    {
        var chain = Chain(device);
        if (chain.Sealed.Newest is not { } newest || report.Sequence > newest.Last.Sequence)
            return ChainVerdict.Place(chain, report, twin: null, successor: null, outside: []);
        var twin = SealedAt(chain, report.Sequence);
        if (twin?.HasHash(report.Hash) == true) return ChainPlace.Duplicate;
        return ChainVerdict.Place(chain, report, twin, SealedAt(chain, report.Sequence + 1), OutsideChain(device, report.Sequence).ConvertAll(outside => outside.FrameHash));
    }

    /// <summary>Whether a device has said this frame, which is no report, before.</summary>
    public bool HasRecord(DeviceId device, byte[] frame) => Batch.HasRecord(device, frame) || series.HasRecord(device, frame);

    /// <summary>Takes a report that the log holds into its chain.</summary>
    /// <returns>How many reports became sealed by it.</returns>
    public int Apply(DeviceId device, StoredReport report, ChainPlace place)
    {
        var chain = Chain(device);
        Batch.Changed(chain);
        chain.LastSeenUnixMilliseconds = Math.Max(chain.LastSeenUnixMilliseconds, report.ReceivedAtUnixMilliseconds);
        switch (place)
        {
            case ChainPlace.Provisional:
                chain.Pending.MakeRoom(chain.NewestSealedSequence);
                chain.Pending.Add(report);
                if (chain.Newest is null || report.Sequence > chain.Newest.Sequence) chain.Newest = report;
                else if (chain.Pending.At(chain.Newest.Sequence).Count == 0 && chain.Newest.Sequence > chain.NewestSealedSequence) chain.FindNewest();
                return 0;
            case ChainPlace.Sealed:
                return Seal(chain, report);
            case ChainPlace.Orphaned:
                AddFinding(device, report, report.Sequence, new(Finding.Orphaned, 0, "a seal had decided for another report of this sequence"));
                return 0;
            case ChainPlace.Equivocation:
                AddEquivocation(device, report.Sequence, report.Hash, report.LogPosition, report.ReceivedAt);
                return 0;
            default:
                throw new ArgumentOutOfRangeException(nameof(place), place, "no report of this place is in the log");
        }
    }

    private int Seal(DeviceChain chain, StoredReport report)
    {
        var device = chain.Device;
        var run = SealWalk.From(chain, report);
        var rangeBelow = chain.Sealed.Before(run.First.Sequence);
        var (below, hourAnchor) = (rangeBelow?.Last, rangeBelow?.HourAnchor);
        var above = chain.Sealed.After(run.Last.Sequence)?.First;
        Decide(chain, run);
        Batch.AddSealed(device, run.Reports);
        foreach (var orphan in run.Orphans) AddFinding(device, orphan, orphan.Sequence, new(Finding.Orphaned, 0, "the next seal did not reach it"));

        var registered = deviceOf(device);
        if (run.BrokenBelow && !run.First.OpensSegment) Broken(device, run.First);
        if (run.BrokenAbove && !above!.OpensSegment) Broken(device, above);
        if (run.First.Sequence == 1 && registered is not null && !run.First.Previous.AsSpan().SequenceEqual(Genesis.Of(registered)))
            AddFinding(device, run.First, 0, new(Finding.ChainBroken, 0, "the first report does not name the genesis of this network and device"));

        foreach (var sealedReport in run.Reports)
        {
            foreach (var found in ReportFindings.OfTime(sealedReport)) AddFinding(device, sealedReport, sealedReport.Sequence - 1, found);
            if (registered is not null && ReportFindings.OfRegistration(sealedReport, registered.Channels) is { } other) AddFinding(device, sealedReport, sealedReport.Sequence - 1, other);
            JudgeShares(chain, sealedReport);
            if (below is not null && (!run.BrokenBelow || below.Sequence != run.First.Sequence - 1)) Compare(chain, below, sealedReport, registered);
            hourAnchor = CloseHour(chain, hourAnchor, sealedReport, registered);
            below = sealedReport;
        }
        chain.Sealed.SetHourAnchor(run.Last.Sequence, hourAnchor);
        if (above is not null && !run.BrokenAbove) Compare(chain, below!, above, registered);
        return run.Reports.Count;
    }

    private static void Decide(DeviceChain chain, SealedRun run)
    {
        foreach (var sealedReport in run.Reports)
        {
            chain.Pending.RemoveAt(sealedReport.Sequence);
            if (sealedReport.OpensSegment) chain.AddSegmentOpening(sealedReport.Sequence);
        }
        foreach (var orphan in run.Orphans) chain.Pending.RemoveAt(orphan.Sequence);
        chain.Sealed.Add(run.First, run.Last);
        if (chain.Newest is null || run.Last.Sequence >= chain.Newest.Sequence) chain.Newest = run.Last;
        else if (run.Orphans.Contains(chain.Newest)) chain.FindNewest();
    }

    private void Compare(DeviceChain chain, StoredReport before, StoredReport after, DeviceRecord? device)
    {
        if (chain.SegmentOf(before.Sequence) != chain.SegmentOf(after.Sequence)) return; // a baseline: no difference spans two segments
        foreach (var found in ReportFindings.Between(before, after, device?.Channels ?? [])) AddFinding(chain.Device, after, before.Sequence, found);
        if (NeighbourEnergy.Between(before, after) is not { } energy) return;
        var hour = Batch.Hour(chain.Device, (after.SlotEndUnixSeconds - 1) / OverCapacity.HourSeconds);
        hour.CoveredSeconds += after.SlotSeconds;
        for (var channel = 0; channel < energy.Length; channel++) hour.EnergyMilliwattHours[channel] += energy[channel];
    }

    // Each range counts hours at its own upper end, so that no sequence far above stops the count; a new range goes on from the one below.
    private StoredReport? CloseHour(DeviceChain chain, StoredReport? anchor, StoredReport report, DeviceRecord? device)
    {
        if (!report.HasUtcTime || ReportFindings.IsInFuture(report)) return anchor;
        if (anchor is not null && chain.SegmentOf(anchor.Sequence) == chain.SegmentOf(report.Sequence))
        {
            if (report.SlotEndUnixSeconds - anchor.SlotEndUnixSeconds < OverCapacity.HourSeconds) return anchor;
            foreach (var found in OverCapacity.OverHour(anchor, report, device?.Channels ?? [])) AddFinding(chain.Device, report, anchor.Sequence, found);
        }
        return report;
    }

    private void JudgeShares(DeviceChain chain, StoredReport report)
    {
        if (judgeShare is null) return;
        foreach (var nonce in report.Nonces)
        {
            var verdict = judgeShare(chain.Device, report.JobId, nonce, report.ReceivedAt);
            if (verdict == ShareVerdict.Counted && !chain.Shares.TryCount(report.JobId, nonce, jobId => CountedNonces(chain.Device, jobId))) verdict = ShareVerdict.Repeated;
            Batch.AddShare(new(chain.Device, report.JobId, nonce, report.Sequence, report.SlotEndUnixSeconds, report.ReceivedAt, verdict));
            if (verdict is not (ShareVerdict.Counted or ShareVerdict.Late))
                AddFinding(chain.Device, report, report.Sequence, new(Finding.BadShare, nonce, $"nonce {nonce:x8} of job {report.JobId}: {verdict}"));
        }
    }

    private IEnumerable<uint> CountedNonces(DeviceId device, uint jobId) => series.CountedNonces(device, jobId).Concat(Batch.CountedNonces(device, jobId));

    // The named predecessor may be known as an orphan: then a signature covers it now, beside the sealed one.
    private void Broken(DeviceId device, StoredReport report)
    {
        AddFinding(device, report, report.Sequence - 1, new(Finding.ChainBroken, 0, $"it names another predecessor than the sealed report {report.Sequence - 1}"));
        foreach (var (kind, hash, position) in OutsideChain(device, report.Sequence - 1))
            if (kind == Finding.Orphaned && report.Previous.AsSpan().SequenceEqual(hash)) AddEquivocation(device, report.Sequence - 1, hash, position, report.ReceivedAt);
    }

    private void AddEquivocation(DeviceId device, ulong sequence, byte[] frameHash, long logPosition, DateTimeOffset receivedAt)
    {
        Batch.AddFinding(device, new(Finding.Equivocation, sequence - 1, sequence, frameHash, logPosition, 0, receivedAt,
            $"two signed histories have different reports for sequence {sequence}; both are kept"));
        Suspensions.Add((device, logPosition));
    }

    private void AddFinding(DeviceId device, StoredReport report, ulong fromSequence, Found found) =>
        Batch.AddFinding(device, new(found.Kind, fromSequence, report.Sequence, report.Hash, report.LogPosition, found.Subject, report.ReceivedAt, found.Text));

    private StoredReport? SealedAt(DeviceChain chain, ulong sequence)
    {
        if (chain.Sealed.Holding(sequence) is not { } range) return null;
        if (range.Last.Sequence == sequence) return range.Last;
        if (range.First.Sequence == sequence) return range.First;
        return Batch.SealedAt(chain.Device, sequence) ?? series.SealedAt(chain.Device, sequence);
    }

    private List<(Finding Kind, byte[] FrameHash, long LogPosition)> OutsideChain(DeviceId device, ulong sequence)
    {
        var outside = series.OutsideChain(device, sequence);
        foreach (var finding in Batch.FindingsAt(device, sequence))
            if (finding.Kind is Finding.Orphaned or Finding.Equivocation) outside.Add((finding.Kind, finding.FrameHash, finding.LogPosition));
        return outside;
    }
}
