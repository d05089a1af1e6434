namespace GreenPow.Storage;

/// <summary>Energy of one hour, summed over neighbouring sealed reports.</summary>
public sealed class HourEnergy
{
    public long CoveredSeconds { get; set; }
    public long[] EnergyMilliwattHours { get; } = new long[6];
}

/// <summary>What applying log records changes in series.db, gathered until one transaction takes it together with the applied position.</summary>
public sealed class SeriesBatch
{
    internal HashSet<DeviceChain> Chains { get; } = [];
    internal Dictionary<DeviceId, List<IReadOnlyList<StoredReport>>> Runs { get; } = [];
    internal Dictionary<DeviceId, List<ReportFinding>> Findings { get; } = [];
    internal Dictionary<(DeviceId Device, long Hour), HourEnergy> Hours { get; } = [];
    internal Dictionary<DeviceId, List<ShareEntry>> Shares { get; } = [];
    internal Dictionary<DeviceId, List<LogEntry>> Records { get; } = [];

    /// <summary>Log records applied since the last commit.</summary>
    public int Applied { get; private set; }

    public void Changed(DeviceChain chain)
    {
        Chains.Add(chain);
        Applied++;
    }

    /// <param name="reports">Neighbours in sequence order, joined by their hashes.</param>
    public void AddSealed(DeviceId device, IReadOnlyList<StoredReport> reports) => ListOf(Runs, device).Add(reports);

    public void AddFinding(DeviceId device, ReportFinding finding) => ListOf(Findings, device).Add(finding);

    /// <summary>A sealed report that is not committed yet.</summary>
    public StoredReport? SealedAt(DeviceId device, ulong sequence)
    {
        if (!Runs.TryGetValue(device, out var runs)) return null;
        foreach (var run in runs)
            if (run[0].Sequence <= sequence && sequence <= run[^1].Sequence) return run[(int)(sequence - run[0].Sequence)];
        return null;
    }

    /// <summary>Findings about a sequence that are not committed yet.</summary>
    public IEnumerable<ReportFinding> FindingsAt(DeviceId device, ulong sequence) =>
        Findings.TryGetValue(device, out var findings) ? findings.Where(finding => finding.ToSequence == sequence) : [];

    public void AddShare(ShareEntry share) => ListOf(Shares, share.Device).Add(share);

    /// <summary>Nonces counted for a job that are not committed yet.</summary>
    public IEnumerable<uint> CountedNonces(DeviceId device, uint jobId) =>
        Shares.TryGetValue(device, out var shares) ? shares.Where(share => share.JobId == jobId && share.Verdict == ShareVerdict.Counted).Select(share => share.Nonce) : [];

    /// <summary>A status, commissioning, ownership or succession frame.</summary>
    public void AddRecord(DeviceId device, LogEntry entry)
    {
        ListOf(Records, device).Add(entry);
        Applied++;
    }

    /// <summary>Whether a frame is among the records that are not committed yet.</summary>
    public bool HasRecord(DeviceId device, byte[] frame) => Records.TryGetValue(device, out var records) && records.Exists(record => record.Frame.AsSpan().SequenceEqual(frame));

    /// <param name="hour">Unix hours: seconds / 3600.</param>
    public HourEnergy Hour(DeviceId device, long hour)
    {
        if (!Hours.TryGetValue((device, hour), out var energy)) Hours[(device, hour)] = energy = new();
        return energy;
    }

    private static List<T> ListOf<T>(Dictionary<DeviceId, List<T>> lists, DeviceId device)
    {
        if (!lists.TryGetValue(device, out var list)) lists[device] = list = [];
        return list;
    }

    internal void Clear()
    {
        Chains.Clear();
        Runs.Clear();
        Findings.Clear();
        Hours.Clear();
        Shares.Clear();
        Records.Clear();
        Applied = 0;
    }
}
