using System.Collections.Concurrent;
using GreenPow.Storage;

namespace GreenPow.Gateway.Devices;

/// <summary>Who is connected now, and with which login; only what this process has seen.</summary>
public sealed class DevicePresence
{
    private readonly ConcurrentDictionary<DeviceId, Presence> devices = new();

    /// <param name="LoginCounter">Of the newest login.</param>
    /// <param name="Since">When it came or went.</param>
    public readonly record struct Presence(bool IsOnline, ulong LoginCounter, DateTimeOffset Since);

    /// <summary>Null if the device has not been here since the gateway's start.</summary>
    public Presence? Of(DeviceId device) => devices.TryGetValue(device, out var presence) ? presence : null;

    public IEnumerable<DeviceId> Online() => devices.Where(device => device.Value.IsOnline).Select(device => device.Key);

    public void Came(DeviceId device, ulong loginCounter, DateTimeOffset at) => devices[device] = new(true, loginCounter, at);

    /// <summary>A connection of this login has ended; a newer login stays.</summary>
    public void Left(DeviceId device, ulong loginCounter, DateTimeOffset at)
    {
        if (devices.TryGetValue(device, out var presence) && presence.LoginCounter == loginCounter)
            devices.TryUpdate(device, presence with { IsOnline = false, Since = at }, presence);
    }
}
