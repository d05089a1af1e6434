using System.Collections.Concurrent;

namespace GreenPow.VirtualHardware.Buses;

/// <summary>The pins: what the firmware drives, what the world drives, and duty cycles of those that pulse.</summary>
public sealed class Pins
{
    private readonly ConcurrentDictionary<int, bool> outputs = new();
    private readonly ConcurrentDictionary<int, bool> inputs = new();
    private readonly ConcurrentDictionary<int, double> duties = new();

    /// <summary>Pin and level, whenever either side moves one.</summary>
    public event Action<int, bool>? Changed;

    /// <summary>What the firmware drives; low until it does.</summary>
    public bool Output(int pin) => outputs.GetValueOrDefault(pin);

    /// <summary>Duty cycle of a pin that pulses, 0 to 1.</summary>
    public double Duty(int pin) => duties.GetValueOrDefault(pin);

    /// <summary>A finger, a switch, a neighbour: drives an input.</summary>
    public void Drive(int pin, bool high) => Set(inputs, pin, high);

    /// <summary>Lets go of an input: its pull-up or pull-down decides again.</summary>
    public void Release(int pin)
    {
        if (inputs.TryRemove(pin, out var level))
            Changed?.Invoke(pin, !level);
    }

    /// <summary>For the device library: the level at a pin that the firmware reads.</summary>
    public bool Read(int pin, bool pulledUp) =>
        outputs.TryGetValue(pin, out var driven) ? driven : inputs.GetValueOrDefault(pin, pulledUp);

    /// <summary>For the device library.</summary>
    public void Write(int pin, bool high) => Set(outputs, pin, high);

    /// <summary>For the device library; 0 stands still.</summary>
    public void Pulse(int pin, double duty)
    {
        duties[pin] = duty;
        Changed?.Invoke(pin, duty > 0);
    }

    /// <summary>A chip in reset drives nothing.</summary>
    internal void Reset()
    {
        foreach (var pin in outputs.Keys)
        {
            if (outputs.TryRemove(pin, out var high) && high)
                Changed?.Invoke(pin, false);
        }
        duties.Clear();
    }

    private void Set(ConcurrentDictionary<int, bool> side, int pin, bool high)
    {
        var before = side.TryGetValue(pin, out var level) && level;
        side[pin] = high;
        if (before != high)
            Changed?.Invoke(pin, high);
    }
}
