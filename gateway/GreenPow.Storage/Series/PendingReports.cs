namespace GreenPow.Storage;

/// <summary>Provisional reports of one device: accepted, not yet covered by a seal; up to four alternatives of a sequence.</summary>
public sealed class PendingReports
{
    public const int MaximumAlternatives = 4;

    /// <summary>A week of minutes: far above what any device leaves unsealed, and a bound for one that floods.</summary>
    public const int MaximumReports = 10_080;

    private readonly Dictionary<ulong, List<StoredReport>> bySequence = [];

    public int Count { get; private set; }
    public IEnumerable<StoredReport> All => bySequence.Values.SelectMany(alternatives => alternatives);
    public IReadOnlyList<StoredReport> At(ulong sequence) => bySequence.TryGetValue(sequence, out var alternatives) ? alternatives : [];

    public void Add(StoredReport report)
    {
        if (!bySequence.TryGetValue(report.Sequence, out var alternatives)) bySequence[report.Sequence] = alternatives = new(1);
        alternatives.Add(report);
        Count++;
    }

    /// <summary>Forgets all alternatives of a sequence: a seal has decided.</summary>
    public void RemoveAt(ulong sequence)
    {
        if (bySequence.Remove(sequence, out var alternatives)) Count -= alternatives.Count;
    }
}
