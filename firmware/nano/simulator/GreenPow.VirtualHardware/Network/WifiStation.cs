namespace GreenPow.VirtualHardware.Network;

/// <summary>The radio's station side and the networks around it.</summary>
public sealed class WifiStation
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, AccessPoint> around = new(StringComparer.Ordinal);
    private AccessPoint? joined;
    private (string Ssid, string Password)? wanted;

    /// <summary>Joined or left.</summary>
    public event Action? Changed;

    /// <summary>What is in reach, strongest first.</summary>
    public IReadOnlyList<AccessPoint> InReach
    {
        get
        {
            lock (guard)
                return [.. around.Values.OrderByDescending(point => point.RssiDbm)];
        }
    }

    public AccessPoint? Joined
    {
        get
        {
            lock (guard)
                return joined;
        }
    }

    /// <summary>A network comes into reach, or changes; a station that wants it and knows its password joins.</summary>
    public void SwitchOn(AccessPoint point)
    {
        lock (guard)
        {
            around[point.Ssid] = point;
            if (wanted is { } wish && wish.Ssid == point.Ssid)
                joined = wish.Password == point.Password ? point : null;
        }
        Changed?.Invoke();
    }

    /// <summary>A network goes away.</summary>
    public void SwitchOff(string ssid)
    {
        lock (guard)
        {
            around.Remove(ssid);
            if (joined?.Ssid == ssid)
                joined = null;
        }
        Changed?.Invoke();
    }

    /// <summary>For the device library.</summary>
    /// <param name="keepTrying">Joins again by itself when the network comes back.</param>
    public JoinResult Join(string ssid, string password, bool keepTrying)
    {
        JoinResult result;
        lock (guard)
        {
            joined = null;
            wanted = keepTrying ? (ssid, password) : null;
            result = !around.TryGetValue(ssid, out var point) ? JoinResult.NotFound
                : point.Password != password ? JoinResult.WrongPassword : JoinResult.Joined;
            if (result == JoinResult.Joined)
                joined = point;
        }
        Changed?.Invoke();
        return result;
    }

    /// <summary>For the device library.</summary>
    public void Leave() => Reset();

    internal void Reset()
    {
        lock (guard)
            (joined, wanted) = (null, null);
        Changed?.Invoke();
    }
}
