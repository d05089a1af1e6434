using GreenPow.Core;

namespace GreenPow.Core.Tests.Powering;

/// <summary>A supply turned by hand.</summary>
internal sealed class BenchPower : IPower
{
    public int SupplyMillivolts { get; set; } = -1;

    public void DeepSleep(long milliseconds) => throw new NotSupportedException("nothing under test sleeps by itself");

    public void Reboot() => throw new NotSupportedException("nothing under test reboots by itself");
}
