using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Sensors;

/// <summary>How one ATM90E32 with clamps and dividers differs from the ideal after its gains were set, per phase.</summary>
/// <param name="VoltageGain">Divider: what the gains left, at most 0.2 %.</param>
/// <param name="CurrentGain">Clamp and burden: at most 0.5 %.</param>
/// <param name="OffsetWatts">Real power with nothing flowing: the chip keeps 0.1 % over a dynamic range of 6000:1 (datasheet, features), 0.2 W of a 50 A phase.</param>
/// <param name="TimeBase">A quartz: at most 50 ppm.</param>
/// <param name="PhaseRadians">By how much the clamp leads beyond what the phase delay takes out: at most a quarter of a degree.</param>
public sealed record Atm90E32Errors(double VoltageGain, double CurrentGain, double OffsetWatts, double TimeBase, double PhaseRadians)
{
    public static Atm90E32Errors None { get; } = new(0, 0, 0, 0, 0);

    public static Atm90E32Errors Drawn(int seed) => new(
        0.002 * Flicker.At(seed, 1), 0.005 * Flicker.At(seed, 2), 0.2 * Flicker.At(seed, 3), 50e-6 * Flicker.At(seed, 4), 0.0044 * Flicker.At(seed, 5));
}

/// <summary>What a mains phase does for a while.</summary>
/// <param name="Watts">Real power, negative when it flows back.</param>
public readonly record struct MainsPhase(double Volts, double Amperes, double Watts);
