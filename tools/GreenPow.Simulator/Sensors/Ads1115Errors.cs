using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Sensors;

/// <summary>How one ADS1115 with its clamp differs from the ideal (SBAS444, section 6.5, and a clamp of class 3).</summary>
/// <param name="Gain">0.15 % of the chip and 3 % of the clamp.</param>
/// <param name="OffsetVolts">3 steps of 62.5 uV.</param>
/// <param name="TimeBase">Its data rate is 10 % off at most.</param>
public sealed record Ads1115Errors(double Gain, double OffsetVolts, double TimeBase)
{
    public static Ads1115Errors None { get; } = new(0, 0, 0);

    public static Ads1115Errors Drawn(int seed) => new(0.0315 * Flicker.At(seed, 1), 187.5e-6 * Flicker.At(seed, 2), 0.1 * Flicker.At(seed, 3));
}
