using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>The host's own clock, taken as synchronised.</summary>
public sealed class RealClock(TimeProvider time) : IClock
{
    public long UtcUnixMilliseconds => time.GetUtcNow().ToUnixTimeMilliseconds();

    public bool IsSynchronised => true;
}
