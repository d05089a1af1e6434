using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    // Jobs are kept for good: a log that is read again must judge its shares as the first time.
    private const string JobsSchema = """
        CREATE TABLE IF NOT EXISTS jobs (device BLOB NOT NULL, job INTEGER NOT NULL, issued INTEGER NOT NULL, expires INTEGER NOT NULL, target_bits INTEGER NOT NULL,
            pool_nonce BLOB NOT NULL, block INTEGER NOT NULL, block_hash BLOB NOT NULL, PRIMARY KEY (device, job)) WITHOUT ROWID;
        """;
    private const string JobColumns = "device, job, issued, expires, target_bits, pool_nonce, block, block_hash";

    // Nearly every share is of its device's newest job.
    private readonly ConcurrentDictionary<DeviceId, MiningJob> newestJobs = new();

    /// <summary>Adds jobs whose numbers nobody has used; when it returns they are on disk.</summary>
    public void AddJobs(IReadOnlyCollection<MiningJob> jobs)
    {
        if (jobs.Count == 0) return;
        facts.Write(connection =>
        {
            foreach (var job in jobs)
                connection.Execute($"INSERT INTO jobs ({JobColumns}) VALUES ($device, $job, $issued, $expires, $target, $nonce, $block, $hash)",
                    ("$device", job.Device.ToArray()), ("$job", (long)job.JobId), ("$issued", job.IssuedAt.ToUnixTimeSeconds()),
                    ("$expires", job.ExpiresAt.ToUnixTimeSeconds()), ("$target", (long)job.TargetBits), ("$nonce", job.PoolNonce),
                    ("$block", (long)job.BlockNumber), ("$hash", job.BlockHash));
        });
        foreach (var job in jobs) newestJobs[job.Device] = job;
    }

    public MiningJob? Job(DeviceId device, uint jobId) =>
        newestJobs.TryGetValue(device, out var newest) && newest.JobId == jobId ? newest
        : facts.Read(connection => connection.Query($"SELECT {JobColumns} FROM jobs WHERE device = $device AND job = $job", JobRow,
            ("$device", device.ToArray()), ("$job", (long)jobId))).FirstOrDefault();

    public MiningJob? NewestJob(DeviceId device)
    {
        if (newestJobs.TryGetValue(device, out var known)) return known;
        var newest = facts.Read(connection => connection.Query($"SELECT {JobColumns} FROM jobs WHERE device = $device ORDER BY job DESC LIMIT 1", JobRow,
            ("$device", device.ToArray()))).FirstOrDefault();
        return newest is null ? null : newestJobs.GetOrAdd(device, newest);
    }

    /// <summary>Jobs that were alive at some time of the period, oldest first.</summary>
    public ImmutableArray<MiningJob> Jobs(DeviceId device, long fromUnixSeconds, long toUnixSeconds) => [.. facts.Read(connection => connection.Query(
        $"SELECT {JobColumns} FROM jobs WHERE device = $device AND expires > $from AND issued < $to ORDER BY job", JobRow,
        ("$device", device.ToArray()), ("$from", fromUnixSeconds), ("$to", toUnixSeconds)))];

    private static MiningJob JobRow(SqliteDataReader row) => new(DeviceId.FromBytes(row.Bytes(0)), (uint)row.GetInt64(1),
        DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(3)), (uint)row.GetInt64(4),
        row.Bytes(5), (ulong)row.GetInt64(6), row.Bytes(7));
}
