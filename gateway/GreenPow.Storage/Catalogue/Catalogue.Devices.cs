using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    private const string DevicesSchema = """
        CREATE TABLE IF NOT EXISTS devices (id BLOB PRIMARY KEY, record TEXT NOT NULL, suspended_at_position INTEGER NOT NULL DEFAULT -1) WITHOUT ROWID;
        """;

    // Every report asks for its device: the few thousand records stay in memory, the table is their home.
    private readonly ConcurrentDictionary<DeviceId, DeviceRecord> devices = new();
    private readonly Lock deviceChanges = new();

    /// <summary>A device as it is on disk after a change; told to one after the other, so listeners are quick and never throw.</summary>
    public event Action<DeviceRecord>? DeviceChanged;

    public ImmutableArray<DeviceRecord> Devices() => [.. devices.Values.OrderBy(device => device.AppliedAt).ThenBy(device => device.Id)];

    public DeviceRecord? Device(DeviceId id) => devices.GetValueOrDefault(id);

    /// <summary>False if the key has applied before.</summary>
    public bool AddDevice(DeviceRecord device)
    {
        if (DeviceId.OfPublicKey(device.PublicKey) != device.Id)
            throw new ArgumentException($"{device.Id} is not the id of its public key.", nameof(device));
        lock (deviceChanges)
        {
            if (devices.ContainsKey(device.Id)) return false;
            facts.Write(connection => connection.Execute("INSERT INTO devices (id, record) VALUES ($id, $record)",
                ("$id", device.Id.ToArray()), ("$record", JsonSerializer.Serialize(device))));
            devices[device.Id] = device;
            return true;
        }
    }

    /// <summary>Changes a device by a pure function of what it was; false if there is no such device.</summary>
    public bool ChangeDevice(DeviceId id, Func<DeviceRecord, DeviceRecord> change)
    {
        lock (deviceChanges)
        {
            if (!devices.TryGetValue(id, out var before)) return false;
            var after = change(before);
            if (after.Id != id || !after.PublicKey.AsSpan().SequenceEqual(before.PublicKey))
                throw new ArgumentException($"{id} would change its key.", nameof(change));
            facts.Write(connection => connection.Execute("UPDATE devices SET record = $record WHERE id = $id",
                ("$id", id.ToArray()), ("$record", JsonSerializer.Serialize(after))));
            devices[id] = after;
            DeviceChanged?.Invoke(after);
            return true;
        }
    }

    /// <summary>
    /// Suspends a device for the equivocation found at a log position. The same position a second time changes nothing:
    /// a log that is read again must not undo what the DAO has decided since.
    /// </summary>
    public bool SuspendDevice(DeviceId id, long logPosition)
    {
        lock (deviceChanges)
        {
            if (!devices.TryGetValue(id, out var before)) return false;
            var after = before.State == DeviceState.Revoked ? before : before with { State = DeviceState.Suspended };
            var changed = facts.Write(connection => connection.Execute(
                "UPDATE devices SET record = $record, suspended_at_position = $position WHERE id = $id AND suspended_at_position < $position",
                ("$id", id.ToArray()), ("$record", JsonSerializer.Serialize(after)), ("$position", logPosition)));
            if (changed == 0) return false;
            devices[id] = after;
            DeviceChanged?.Invoke(after);
            return true;
        }
    }

    private void LoadDevices()
    {
        foreach (var device in facts.Read(connection => connection.Query("SELECT record FROM devices",
            row => JsonSerializer.Deserialize<DeviceRecord>(row.GetString(0))!))) devices[device.Id] = device;
    }
}
