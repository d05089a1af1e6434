using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Sensors;

/// <summary>How one INA226 and its shunt differ from the ideal, drawn once per channel within the limits of data sheets.</summary>
/// <param name="ShuntGain">A 0.5 % shunt together with the chip's gain error of at most 0.1 % (SBOS547B, section 6.5).</param>
/// <param name="BusGain">At most 0.1 %.</param>
/// <param name="ShuntOffsetVolts">At most 10 uV.</param>
/// <param name="BusOffsetVolts">At most 7.5 mV.</param>
/// <param name="TimeBase">How much longer than typical a conversion takes: 1.21 ms at most against 1.1 ms.</param>
/// <param name="ShuntPerKelvin">Drift of the shunt, at most 25 ppm/K.</param>
public sealed record Ina226Errors(double ShuntGain, double BusGain, double ShuntOffsetVolts, double BusOffsetVolts, double TimeBase, double ShuntPerKelvin)
{
    public static Ina226Errors None { get; } = new(0, 0, 0, 0, 0, 0);

    public static Ina226Errors Drawn(int seed) => new(
        0.006 * Flicker.At(seed, 1), 0.001 * Flicker.At(seed, 2), 1e-5 * Flicker.At(seed, 3),
        7.5e-3 * Flicker.At(seed, 4), 0.1 * Flicker.At(seed, 5), 25e-6 * Flicker.At(seed, 6));
}
