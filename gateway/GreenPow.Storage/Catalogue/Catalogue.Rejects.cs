using System.Collections.Immutable;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    // Refused frames are no history, so they are not in the frame log; this table is their only home.
    private const string RejectsSchema = """
        CREATE TABLE IF NOT EXISTS rejects (id INTEGER PRIMARY KEY, device BLOB NOT NULL, received_ms INTEGER NOT NULL, reason INTEGER NOT NULL, text TEXT NOT NULL, frame BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS rejects_of_device ON rejects (device, id);
        CREATE TABLE IF NOT EXISTS reject_counts (device BLOB NOT NULL, reason INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (device, reason)) WITHOUT ROWID;
        """;

    /// <summary>Newest first; at most <see cref="Reject.PerDevice"/> are kept.</summary>
    public ImmutableArray<Reject> Rejects(DeviceId device, int most = 100) => [.. facts.Read(connection => connection.Query(
        "SELECT received_ms, reason, text, frame FROM rejects WHERE device = $device ORDER BY id DESC LIMIT $most",
        row => new Reject(device, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), (RefusalReason)row.GetByte(1), row.GetString(2), row.Bytes(3)),
        ("$device", device.ToArray()), ("$most", most)))];

    /// <summary>All refusals ever, also of frames no longer kept.</summary>
    public ImmutableDictionary<RefusalReason, long> RejectCounts(DeviceId device) => facts.Read(connection => connection.Query(
        "SELECT reason, count FROM reject_counts WHERE device = $device",
        row => KeyValuePair.Create((RefusalReason)row.GetByte(0), row.GetInt64(1)), ("$device", device.ToArray()))).ToImmutableDictionary();

    public void AddRejects(IReadOnlyCollection<Reject> rejects)
    {
        if (rejects.Count == 0) return;
        facts.Write(connection =>
        {
            foreach (var reject in rejects)
            {
                connection.Execute("INSERT INTO rejects (device, received_ms, reason, text, frame) VALUES ($device, $received, $reason, $text, $frame)",
                    ("$device", reject.Device.ToArray()), ("$received", reject.ReceivedAt.ToUnixTimeMilliseconds()),
                    ("$reason", (int)reject.Reason), ("$text", reject.Text), ("$frame", reject.Frame));
                connection.Execute("INSERT INTO reject_counts VALUES ($device, $reason, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                    ("$device", reject.Device.ToArray()), ("$reason", (int)reject.Reason));
            }
            foreach (var device in rejects.Select(reject => reject.Device).Distinct())
                connection.Execute("DELETE FROM rejects WHERE device = $device AND id <= (SELECT id FROM rejects WHERE device = $device ORDER BY id DESC LIMIT 1 OFFSET $most)",
                    ("$device", device.ToArray()), ("$most", Reject.PerDevice));
        });
    }
}
