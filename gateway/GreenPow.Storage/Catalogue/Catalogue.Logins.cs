using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    // Counters are big-endian blobs, so that SQLite compares all 64 bits as unsigned.
    private const string LoginsSchema = """
        CREATE TABLE IF NOT EXISTS logins (device BLOB PRIMARY KEY, counter BLOB NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Keys that have logged in and not applied whose counters are kept. Anybody may make a key: of more strangers than that, those heard longest ago go first.</summary>
    public const int MaximumApplicantLogins = 10_000;

    /// <summary>Takes a login's counter for good; false if this one or a higher one was taken before. True means that it is on disk.</summary>
    public bool TryTakeLogin(DeviceId device, ulong counter, DateTimeOffset at) => facts.Write(connection => TakeLogin(connection, device, counter, at));

    /// <summary>The same for a key that has not applied yet. Its counter stays when it applies: a password that was heard before is worth nothing after.</summary>
    public bool TryTakeApplicantLogin(DeviceId device, ulong counter, DateTimeOffset at, int most = MaximumApplicantLogins) => facts.Write(connection =>
    {
        var isTaken = TakeLogin(connection, device, counter, at);
        ForgetOldApplicants(connection, most);
        return isTaken;
    });

    private static bool TakeLogin(SqliteConnection connection, DeviceId device, ulong counter, DateTimeOffset at) => connection.Execute("""
        INSERT INTO logins (device, counter, at_ms) VALUES ($device, $counter, $at)
        ON CONFLICT (device) DO UPDATE SET counter = excluded.counter, at_ms = excluded.at_ms WHERE excluded.counter > logins.counter
        """, ("$device", device.ToArray()), ("$counter", BigEndian(counter)), ("$at", at.ToUnixTimeMilliseconds())) == 1;

    // A tenth too many is let in, so that a flood of strangers does not look through all of them at every login.
    private void ForgetOldApplicants(SqliteConnection connection, int most)
    {
        var rows = connection.Query("SELECT count(*) FROM logins", row => row.GetInt64(0))[0];
        if (rows <= devices.Count + most + most / 10) return;
        connection.Execute("""
            DELETE FROM logins WHERE device IN
            (SELECT device FROM logins WHERE device NOT IN (SELECT id FROM devices) ORDER BY at_ms DESC, device LIMIT -1 OFFSET $most)
            """, ("$most", most));
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
