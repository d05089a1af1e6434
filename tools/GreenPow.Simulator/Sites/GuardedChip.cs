using GreenPow.Simulator.Sensors;
using GreenPow.VirtualHardware.Buses;

namespace GreenPow.Simulator.Sites;

/// <summary>A shunt monitor between two worlds: physics drives its terminals on one thread while a firmware reads it on another.</summary>
internal sealed class GuardedChip(SimulatedIna228 chip) : II2cChip
{
    private readonly Lock guard = new();

    public void PowerUp()
    {
        lock (guard)
            chip.PowerUp();
    }

    public void Advance(double seconds, double busVolts, double amperes, double celsius)
    {
        lock (guard)
            chip.Advance(seconds, busVolts, amperes, celsius);
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        lock (guard)
            return chip.Write(bytes);
    }

    public bool Read(Span<byte> into)
    {
        lock (guard)
            return chip.Read(into);
    }
}
