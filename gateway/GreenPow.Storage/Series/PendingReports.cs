namespace GreenPow.Storage;

/// <summary>Provisional reports of one device: accepted, not yet covered by a seal; up to four alternatives of a sequence.</summary>
public sealed class PendingReports
{
    public const int MaximumAlternatives = 4;

    /// <summary>
    /// A week of minutes: far above what any device leaves unsealed, and a bound for one that floods. Anybody on the line can forge what is
    /// not sealed, so the report farthest from the newest seal makes room: the true ones follow right behind it.
    /// </summary>
    public const int MaximumReports = 10_080;

    private readonly SortedList<ulong, List<StoredReport>> bySequence = [];

    public int Count { get; private set; }
    public IEnumerable<StoredReport> All => bySequence.Values.SelectMany(alternatives => alternatives);
    public IReadOnlyList<StoredReport> At(ulong sequence) => bySequence.TryGetValue(sequence, out var alternatives) ? alternatives : [];

    /// <summary>One of the highest sequence; null if there is none.</summary>
    public StoredReport? Highest => bySequence.Count == 0 ? null : bySequence.Values[^1][0];

    /// <summary>False if a report of this sequence would be the farthest of too many.</summary>
    public bool HaveRoomFor(ulong sequence, ulong newestSeal) =>
        Count < MaximumReports || Distance(sequence, newestSeal) < Distance(Farthest(newestSeal), newestSeal);

    /// <summary>Forgets the sequence that is farthest from the newest seal if one more would be too many; nothing has decided about it, so it may come again.</summary>
    public void MakeRoom(ulong newestSeal)
    {
        if (Count >= MaximumReports) RemoveAt(Farthest(newestSeal));
    }

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

    private ulong Farthest(ulong newestSeal) =>
        Distance(bySequence.Keys[0], newestSeal) > Distance(bySequence.Keys[^1], newestSeal) ? bySequence.Keys[0] : bySequence.Keys[^1];

    private static ulong Distance(ulong one, ulong other) => Math.Max(one, other) - Math.Min(one, other);
}
