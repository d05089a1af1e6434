using GreenPow.VirtualHardware.Power;

namespace GreenPow.VirtualHardware;

/// <summary>The chip's clock: 1970 at power-on, right once somebody has set it, and kept through sleep and reboot.</summary>
public sealed class RealTimeClock(TimeProvider world)
{
    private readonly Lock guard = new();
    private TimeSpan offset = DateTimeOffset.UnixEpoch - world.GetUtcNow();

    /// <summary>Its own idea of the time.</summary>
    public DateTime UtcNow
    {
        get
        {
            lock (guard)
                return (world.GetUtcNow() + offset).UtcDateTime;
        }
    }

    /// <summary>By the firmware, by SNTP, or by a test that makes it jump.</summary>
    public void Set(DateTime utc)
    {
        lock (guard)
            offset = utc - world.GetUtcNow().UtcDateTime;
    }

    internal void PowerUp(StartCause cause)
    {
        if (cause == StartCause.PowerOn)
            PowerDown();
    }

    internal void PowerDown() => Set(DateTime.UnixEpoch);
}
