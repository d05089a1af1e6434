using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>A command as it was signed.</summary>
public sealed record StoredCommand(DeviceId Device, ulong Counter, DateTimeOffset IssuedAt, byte Opcode, byte[] Frame)
{
    /// <summary>A device that knows the time refuses an older one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>So many wait for one device; more are a mistake.</summary>
    public const int MaximumWaiting = 16;
}

public sealed partial class Catalogue
{
    // Counters are big-endian blobs, so that SQLite compares all 64 bits as unsigned; they outlive the commands.
    private const string CommandsSchema = """
        CREATE TABLE IF NOT EXISTS command_counters (device BLOB PRIMARY KEY, counter BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS commands (device BLOB NOT NULL, counter BLOB NOT NULL, issued_ms INTEGER NOT NULL, opcode INTEGER NOT NULL, frame BLOB NOT NULL, PRIMARY KEY (device, counter)) WITHOUT ROWID;
        """;

    private readonly Lock commandChanges = new();

    /// <summary>
    /// Signs and stores one command under the device's next counter, which no other command ever gets; null when too many wait already.
    /// Counters follow the clock, so that a gateway whose disk was lost still counts above what devices have seen.
    /// </summary>
    public StoredCommand? AddCommand(DeviceId device, byte opcode, DateTimeOffset issuedAt, Func<ulong, byte[]> sign)
    {
        lock (commandChanges)
        {
            if (WaitingCommands(device, issuedAt).Length >= StoredCommand.MaximumWaiting) return null;
            return facts.Write(connection =>
            {
                var last = connection.Query("SELECT counter FROM command_counters WHERE device = $device", row => row.Bytes(0), ("$device", device.ToArray()));
                var counter = Math.Max(last.Count == 0 ? 0 : ReadBigEndian(last[0]) + 1, (ulong)issuedAt.ToUnixTimeMilliseconds());
                var command = new StoredCommand(device, counter, issuedAt, opcode, sign(counter));
                connection.Execute("INSERT INTO command_counters VALUES ($device, $counter) ON CONFLICT DO UPDATE SET counter = excluded.counter",
                    ("$device", device.ToArray()), ("$counter", BigEndian(counter)));
                connection.Execute("INSERT INTO commands VALUES ($device, $counter, $issued, $opcode, $frame)", ("$device", device.ToArray()),
                    ("$counter", BigEndian(counter)), ("$issued", issuedAt.ToUnixTimeMilliseconds()), ("$opcode", (int)opcode), ("$frame", command.Frame));
                connection.Execute("DELETE FROM commands WHERE issued_ms < $oldest", ("$oldest", (issuedAt - StoredCommand.Lifetime).ToUnixTimeMilliseconds()));
                return command;
            });
        }
    }

    /// <summary>Commands that the device may still obey, oldest first.</summary>
    public ImmutableArray<StoredCommand> WaitingCommands(DeviceId device, DateTimeOffset now) => [.. facts.Read(connection => connection.Query(
        "SELECT counter, issued_ms, opcode, frame FROM commands WHERE device = $device AND issued_ms >= $oldest ORDER BY counter",
        row => new StoredCommand(device, ReadBigEndian(row.Bytes(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetByte(2), row.Bytes(3)),
        ("$device", device.ToArray()), ("$oldest", (now - StoredCommand.Lifetime).ToUnixTimeMilliseconds())))];

    private static ulong ReadBigEndian(byte[] bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
