using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>Time that stands still until it is moved: a whole day passes in seconds.</summary>
public sealed class VirtualClock(long utcUnixMilliseconds) : IClock
{
    public long UtcUnixMilliseconds { get; private set; } = utcUnixMilliseconds;

    public bool IsSynchronised => true;

    public void Advance(int milliseconds) => UtcUnixMilliseconds += milliseconds;
}
