using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Sensors;

/// <summary>How one chip and its shunt differ from the ideal, drawn once per channel within the limits of data sheets.</summary>
/// <param name="ShuntGain">Tolerance of a 0.5 % shunt together with the chip's gain error.</param>
/// <param name="BusGain">Gain error of the bus-voltage input, at most 0.1 %.</param>
/// <param name="ShuntOffsetVolts">At most 1 uV (TI SLYS021, shunt offset).</param>
/// <param name="BusOffsetVolts">At most 2.5 mV.</param>
/// <param name="TimeBase">The chip integrates energy by its own oscillator: at most 0.5 % at 25 degrees Celsius.</param>
/// <param name="ShuntPerKelvin">Drift of the shunt, at most 25 ppm/K, and of the chip's gain, at most 20 ppm/K.</param>
/// <param name="BusPerKelvin">Drift of the bus input's gain, at most 20 ppm/K.</param>
/// <param name="TimeBasePerKelvin">What turns those 0.5 % into 1 % between -40 and 125 degrees Celsius, spread evenly: at most 50 ppm/K.</param>
public sealed record Ina228Errors(
    double ShuntGain, double BusGain, double ShuntOffsetVolts, double BusOffsetVolts, double TimeBase, double ShuntPerKelvin, double BusPerKelvin, double TimeBasePerKelvin)
{
    public static Ina228Errors None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    public static Ina228Errors Drawn(int seed) => new(
        0.0055 * Flicker.At(seed, 1), 0.001 * Flicker.At(seed, 2), 1e-6 * Flicker.At(seed, 3),
        2.5e-3 * Flicker.At(seed, 4), 0.005 * Flicker.At(seed, 5), 45e-6 * Flicker.At(seed, 6), 20e-6 * Flicker.At(seed, 8), 50e-6 * Flicker.At(seed, 7));
}
