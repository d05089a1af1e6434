namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    // Counters are big-endian blobs, so that SQLite compares all 64 bits as unsigned.
    private const string LoginsSchema = """
        CREATE TABLE IF NOT EXISTS logins (device BLOB PRIMARY KEY, counter BLOB NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Takes a login's counter for good; false if this one or a higher one was taken before. True means that it is on disk.</summary>
    public bool TryTakeLogin(DeviceId device, ulong counter, DateTimeOffset at) => facts.Write(connection => connection.Execute("""
        INSERT INTO logins (device, counter, at_ms) VALUES ($device, $counter, $at)
        ON CONFLICT (device) DO UPDATE SET counter = excluded.counter, at_ms = excluded.at_ms WHERE excluded.counter > logins.counter
        """, ("$device", device.ToArray()), ("$counter", BigEndian(counter)), ("$at", at.ToUnixTimeMilliseconds()))) == 1;

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
