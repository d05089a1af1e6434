using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

/// <summary>series.db: everything that the frame log tells, ready to be asked. Only the ingest writes it.</summary>
public sealed class SeriesStore(string path) : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS applied (position INTEGER NOT NULL);
        INSERT INTO applied SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM applied);
        CREATE TABLE IF NOT EXISTS chains (device BLOB PRIMARY KEY, chain BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS runs (device BLOB NOT NULL, from_sequence INTEGER NOT NULL, to_sequence INTEGER NOT NULL,
          min_end INTEGER NOT NULL, max_end INTEGER NOT NULL, reports BLOB NOT NULL, PRIMARY KEY (device, from_sequence)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS runs_by_time ON runs (device, max_end, min_end);
        CREATE INDEX IF NOT EXISTS runs_with_time ON runs (device, from_sequence) WHERE max_end >= 0;
        CREATE TABLE IF NOT EXISTS hours (device BLOB NOT NULL, hour INTEGER NOT NULL, covered INTEGER NOT NULL,
          e0 INTEGER NOT NULL, e1 INTEGER NOT NULL, e2 INTEGER NOT NULL, e3 INTEGER NOT NULL, e4 INTEGER NOT NULL, e5 INTEGER NOT NULL,
          PRIMARY KEY (device, hour)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS findings (id INTEGER PRIMARY KEY, device BLOB NOT NULL, kind INTEGER NOT NULL, from_sequence INTEGER NOT NULL, to_sequence INTEGER NOT NULL,
          hash BLOB NOT NULL, position INTEGER NOT NULL, subject INTEGER NOT NULL, received_ms INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS findings_by_sequence ON findings (device, to_sequence);
        CREATE TABLE IF NOT EXISTS shares (id INTEGER PRIMARY KEY, device BLOB NOT NULL, slot_end INTEGER NOT NULL, job INTEGER NOT NULL, nonce INTEGER NOT NULL,
          sequence INTEGER NOT NULL, received_ms INTEGER NOT NULL, verdict INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS shares_by_time ON shares (device, slot_end);
        CREATE INDEX IF NOT EXISTS shares_by_job ON shares (device, job);
        CREATE TABLE IF NOT EXISTS records (position INTEGER PRIMARY KEY, device BLOB NOT NULL, kind INTEGER NOT NULL, received_ms INTEGER NOT NULL, frame BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS records_of_device ON records (device, kind, position);
        CREATE INDEX IF NOT EXISTS records_by_frame ON records (device, frame);
        """;

    private readonly SqliteFile file = Open(path);
    private SeriesWriter? writer;

    // What another version has built is built again from the log.
    private static SqliteFile Open(string path)
    {
        var file = new SqliteFile(path, Durability.Derived, Schema);
        if (Number(file, "PRAGMA user_version") != (long)ChainBlob.Version && Number(file, "SELECT position FROM applied") > 0)
        {
            file.Dispose();
            foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(path + part);
            file = new SqliteFile(path, Durability.Derived, Schema);
        }
        file.Write(connection => connection.Execute($"PRAGMA user_version = {ChainBlob.Version}"));
        return file;
    }

    private static long Number(SqliteFile file, string query) => file.Read(connection => connection.Query(query, row => row.GetInt64(0))[0]);

    /// <summary>Every log record before it is in the tables.</summary>
    public long AppliedPosition => Number(file, "SELECT position FROM applied");

    /// <summary>Takes the batch and the position in one transaction, and empties the batch.</summary>
    public void Commit(SeriesBatch batch, long appliedPosition)
    {
        file.Write(connection => (writer ??= new(connection)).Write(batch, appliedPosition));
        batch.Clear();
    }

    /// <summary>The chain as last committed; a new one for a device that never reported.</summary>
    public DeviceChain Chain(DeviceId device) =>
        Read("SELECT chain FROM chains WHERE device = $device", row => ChainBlob.Read(row.Bytes(0), device), ("$device", device.ToArray())).FirstOrDefault()
        ?? new(device);

    /// <summary>The sealed report of a sequence, without its nonces and power curve; null if there is none.</summary>
    public StoredReport? SealedAt(DeviceId device, ulong sequence) => Read(
        "SELECT reports, from_sequence, to_sequence FROM runs WHERE device = $device AND from_sequence <= $sequence ORDER BY from_sequence DESC LIMIT 1",
        RunRow, ("$device", device.ToArray()), ("$sequence", (long)sequence)).SelectMany(run => run).FirstOrDefault(report => report.Sequence == sequence);

    /// <summary>Hashes of the reports of a sequence that no seal reached, or that equivocate.</summary>
    public List<(Finding Kind, byte[] FrameHash, long LogPosition)> OutsideChain(DeviceId device, ulong sequence) => Read(
        "SELECT kind, hash, position FROM findings WHERE device = $device AND to_sequence = $sequence AND kind IN ($orphaned, $equivocation)",
        row => ((Finding)row.GetByte(0), row.Bytes(1), row.GetInt64(2)), ("$device", device.ToArray()), ("$sequence", (long)sequence),
        ("$orphaned", (int)Finding.Orphaned), ("$equivocation", (int)Finding.Equivocation));

    /// <summary>Whether a device has said this frame before.</summary>
    public bool HasRecord(DeviceId device, byte[] frame) =>
        Read("SELECT 1 FROM records WHERE device = $device AND frame = $frame LIMIT 1", _ => true, ("$device", device.ToArray()), ("$frame", frame)).Count > 0;

    /// <summary>Nonces counted for a job.</summary>
    public List<uint> CountedNonces(DeviceId device, uint jobId) => Read(
        "SELECT nonce FROM shares WHERE device = $device AND job = $job AND verdict = $counted", row => (uint)row.GetInt64(0),
        ("$device", device.ToArray()), ("$job", (long)jobId), ("$counted", (int)ShareVerdict.Counted));

    internal List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params (string Name, object? Value)[] values) =>
        file.Read(connection => connection.Query(sql, row, values));

    /// <summary>Reads columns reports, from_sequence, to_sequence.</summary>
    internal static StoredReport[] RunRow(SqliteDataReader row) => ReportBlob.ReadRun(row.Bytes(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2));

    public void Dispose() => file.Dispose();
}
