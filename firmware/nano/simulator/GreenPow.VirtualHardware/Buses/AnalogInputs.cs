using System.Collections.Concurrent;

namespace GreenPow.VirtualHardware.Buses;

/// <summary>The chip's own converter: 12 bit, whatever a channel is connected to.</summary>
public sealed class AnalogInputs
{
    public const int FullScale = 4095;

    /// <summary>At 12 dB of attenuation: 3.1 V on an ESP32-S3, nominally 3.3 V on an ESP32.</summary>
    public double FullScaleVolts { get; internal set; } = 3.1;

    private readonly ConcurrentDictionary<int, Func<double>> volts = new();

    public void Connect(int channel, Func<double> voltage) => volts[channel] = voltage;

    /// <summary>One conversion; an open input hums around nothing.</summary>
    public int Convert(int channel)
    {
        var level = volts.TryGetValue(channel, out var voltage) ? voltage() : 0.002 * Random.Shared.NextDouble();
        return (int)Math.Clamp(Math.Round(level / FullScaleVolts * FullScale), 0, FullScale);
    }
}
