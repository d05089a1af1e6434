using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    private const string EpochsSchema = """
        CREATE TABLE IF NOT EXISTS epochs (number INTEGER PRIMARY KEY, from_s INTEGER NOT NULL, to_s INTEGER NOT NULL, state INTEGER NOT NULL, root BLOB, sha256 BLOB NOT NULL,
            energy_wei TEXT NOT NULL, deca_wei TEXT NOT NULL, request TEXT, reason TEXT NOT NULL, closed_ms INTEGER NOT NULL, evidence BLOB NOT NULL, leaves BLOB NOT NULL);
        """;

    private const string EpochColumns = "number, from_s, to_s, state, root, sha256, energy_wei, deca_wei, request, reason, closed_ms";

    /// <summary>Newest first.</summary>
    public ImmutableArray<EpochRecord> Epochs(int most = 100) => [.. facts.Read(connection => connection.Query(
        $"SELECT {EpochColumns} FROM epochs ORDER BY number DESC LIMIT $most", EpochOf, ("$most", most)))];

    public EpochRecord? Epoch(long number) => facts.Read(connection => connection.Query(
        $"SELECT {EpochColumns} FROM epochs WHERE number = $number", EpochOf, ("$number", number))).FirstOrDefault();

    /// <summary>The newest epoch whose root was activated: its books and leaves are the base of the next.</summary>
    public EpochRecord? NewestAcceptedEpoch() => facts.Read(connection => connection.Query(
        $"SELECT {EpochColumns} FROM epochs WHERE state IN ({(int)EpochState.Active}, {(int)EpochState.Claimed}) ORDER BY number DESC LIMIT 1", EpochOf)).FirstOrDefault();

    /// <summary>The evidence file, byte for byte; null if there is no such epoch.</summary>
    public byte[]? EpochEvidence(long number) => EpochFile("evidence", number);

    /// <summary>The leaves as a `standard-v1` dump; empty if the epoch has none, null if there is no such epoch.</summary>
    public byte[]? EpochLeaves(long number) => EpochFile("leaves", number);

    /// <summary>Keeps a closed epoch for good; false, and nothing changes, if the number is taken.</summary>
    public bool AddEpoch(EpochRecord epoch, byte[] evidence, byte[] leaves) => facts.Write(connection => connection.Execute(
        "INSERT OR IGNORE INTO epochs VALUES ($number, $from, $to, $state, $root, $sha256, $energy, $deca, $request, $reason, $closed, $evidence, $leaves)",
        ("$number", epoch.Number), ("$from", epoch.FromUnixSeconds), ("$to", epoch.ToUnixSeconds), ("$state", (int)epoch.State),
        ("$root", epoch.Root), ("$sha256", epoch.EvidenceSha256), ("$energy", epoch.EnergyWei), ("$deca", epoch.DecaWei),
        ("$request", epoch.RequestId), ("$reason", epoch.Reason), ("$closed", epoch.ClosedAt.ToUnixTimeMilliseconds()),
        ("$evidence", evidence), ("$leaves", leaves))) == 1;

    /// <summary>Follows the chain; evidence, leaves and root stay as they are.</summary>
    public void SetEpochState(long number, EpochState state, string? requestId, string reason) => facts.Write(connection => connection.Execute(
        "UPDATE epochs SET state = $state, request = $request, reason = $reason WHERE number = $number",
        ("$number", number), ("$state", (int)state), ("$request", requestId), ("$reason", reason)));

    private byte[]? EpochFile(string column, long number) => facts.Read(connection => connection.Query(
        $"SELECT {column} FROM epochs WHERE number = $number", row => row.Bytes(0), ("$number", number))).FirstOrDefault();

    private static EpochRecord EpochOf(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), (EpochState)row.GetByte(3), row.IsDBNull(4) ? null : row.Bytes(4), row.Bytes(5),
        row.GetString(6), row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetString(9), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)));
}
