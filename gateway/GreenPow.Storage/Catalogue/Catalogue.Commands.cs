using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>A command as it was signed.</summary>
public sealed record StoredCommand(DeviceId Device, ulong Counter, DateTimeOffset IssuedAt, byte Opcode, byte[] Frame)
{
    /// <summary>A device that knows the time refuses an older one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>So many that it has not heard wait for one device; more are a mistake.</summary>
    public const int MaximumWaiting = 16;
}

public sealed partial class Catalogue
{
    // Counters are big-endian blobs, so that SQLite compares all 64 bits as unsigned; they outlive the commands.
    private const string CommandsSchema = """
        CREATE TABLE IF NOT EXISTS command_counters (device BLOB PRIMARY KEY, counter BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS commands (device BLOB NOT NULL, counter BLOB NOT NULL, issued_ms INTEGER NOT NULL, opcode INTEGER NOT NULL, frame BLOB NOT NULL, PRIMARY KEY (device, counter)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS heard_commands (device BLOB NOT NULL, counter BLOB NOT NULL, PRIMARY KEY (device, counter)) WITHOUT ROWID;
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
            if (UnheardCommands(device, issuedAt) >= StoredCommand.MaximumWaiting) return null;
            return facts.Write(connection =>
            {
                var last = connection.Query("SELECT counter FROM command_counters WHERE device = $device", row => row.Bytes(0), ("$device", device.ToArray()));
                var counter = Math.Max(last.Count == 0 ? 0 : ReadBigEndian(last[0]) + 1, (ulong)issuedAt.ToUnixTimeMilliseconds());
                while (CommandAt(connection, device, counter) is not null) counter++; // the recovery key counts apart
                var command = new StoredCommand(device, counter, issuedAt, opcode, sign(counter));
                connection.Execute("INSERT INTO command_counters VALUES ($device, $counter) ON CONFLICT DO UPDATE SET counter = excluded.counter",
                    ("$device", device.ToArray()), ("$counter", BigEndian(counter)));
                Insert(connection, command, issuedAt);
                return command;
            });
        }
    }

    /// <summary>Stores a command that was signed elsewhere, in the place of all of its opcode with lower counters. What is there under its counter already stays and is returned; null when too many wait.</summary>
    public StoredCommand? KeepCommand(StoredCommand command, DateTimeOffset now)
    {
        lock (commandChanges)
        {
            if (facts.Read(connection => CommandAt(connection, command.Device, command.Counter)) is { } there) return there;
            if (UnheardCommands(command.Device, now) >= StoredCommand.MaximumWaiting) return null;
            facts.Write(connection =>
            {
                connection.Execute("DELETE FROM commands WHERE device = $device AND opcode = $opcode AND counter < $counter",
                    ("$device", command.Device.ToArray()), ("$opcode", (int)command.Opcode), ("$counter", BigEndian(command.Counter)));
                Insert(connection, command, now);
            });
            return command;
        }
    }

    /// <summary>The device has acknowledged a command: it is told again, for it may have lost its power before it obeyed, but waits no longer.</summary>
    public void HearCommand(DeviceId device, ulong counter) => facts.Write(connection => connection.Execute(
        "INSERT OR IGNORE INTO heard_commands SELECT device, counter FROM commands WHERE device = $device AND counter = $counter", ("$device", device.ToArray()), ("$counter", BigEndian(counter))));

    private static StoredCommand? CommandAt(Microsoft.Data.Sqlite.SqliteConnection connection, DeviceId device, ulong counter) => connection.Query(
        "SELECT counter, issued_ms, opcode, frame FROM commands WHERE device = $device AND counter = $counter", row => ReadCommand(device, row),
        ("$device", device.ToArray()), ("$counter", BigEndian(counter))).FirstOrDefault();

    private static void Insert(Microsoft.Data.Sqlite.SqliteConnection connection, StoredCommand command, DateTimeOffset now)
    {
        connection.Execute("INSERT INTO commands VALUES ($device, $counter, $issued, $opcode, $frame)", ("$device", command.Device.ToArray()),
            ("$counter", BigEndian(command.Counter)), ("$issued", command.IssuedAt.ToUnixTimeMilliseconds()), ("$opcode", (int)command.Opcode), ("$frame", command.Frame));
        connection.Execute("DELETE FROM commands WHERE issued_ms < $oldest", ("$oldest", (now - StoredCommand.Lifetime).ToUnixTimeMilliseconds()));
        ForgetHeardCommands(connection, command.Device);
    }

    private int UnheardCommands(DeviceId device, DateTimeOffset now) => facts.Read(connection => connection.Query("""
        SELECT count(*) FROM commands WHERE device = $device AND issued_ms >= $oldest
        AND NOT EXISTS (SELECT 1 FROM heard_commands heard WHERE heard.device = commands.device AND heard.counter = commands.counter)
        """, row => row.GetInt32(0), ("$device", device.ToArray()), ("$oldest", (now - StoredCommand.Lifetime).ToUnixTimeMilliseconds())))[0];

    // As many heard ones as may wait are told again at a login; what is told at once must fit into a session.
    private static void ForgetHeardCommands(Microsoft.Data.Sqlite.SqliteConnection connection, DeviceId device)
    {
        connection.Execute("DELETE FROM commands WHERE device = $device AND counter IN (SELECT counter FROM heard_commands WHERE device = $device ORDER BY counter DESC LIMIT -1 OFFSET $most)",
            ("$device", device.ToArray()), ("$most", StoredCommand.MaximumWaiting));
        connection.Execute("DELETE FROM heard_commands WHERE device = $device AND counter NOT IN (SELECT counter FROM commands WHERE device = $device)", ("$device", device.ToArray()));
    }

    /// <summary>Commands that the device may still obey, oldest first.</summary>
    public ImmutableArray<StoredCommand> WaitingCommands(DeviceId device, DateTimeOffset now) => [.. facts.Read(connection => connection.Query(
        "SELECT counter, issued_ms, opcode, frame FROM commands WHERE device = $device AND issued_ms >= $oldest ORDER BY counter",
        row => ReadCommand(device, row), ("$device", device.ToArray()), ("$oldest", (now - StoredCommand.Lifetime).ToUnixTimeMilliseconds())))];

    private static StoredCommand ReadCommand(DeviceId device, Microsoft.Data.Sqlite.SqliteDataReader row) =>
        new(device, ReadBigEndian(row.Bytes(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetByte(2), row.Bytes(3));

    private static ulong ReadBigEndian(byte[] bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
