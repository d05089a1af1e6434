namespace GreenPow.Simulator.Sensors;

/// <summary>What the chip makes of its inputs: gains, angle, the two start thresholds, energy by direction.</summary>
public sealed partial class SimulatedAtm90E32
{
    private const int TotalThreshold = 0x35, PhaseThreshold = 0x38;
    private const int PowerOffset = 0x41, PowerGain = 0x47, PhaseAngle = 0x48;

    /// <summary>Of thresholds and offsets, Atmel-46003, chapter 6.</summary>
    private const double PowerStepWatts = 0.00032;

    /// <summary>A step of an energy register, whatever MMode0 says.</summary>
    private const double PulsesPerStep = 0.01;

    private const double DelayHertz = 2_048_000;

    private readonly double[] forward = new double[3], reverse = new double[3];

    /// <summary>Lets the chip meter for a while at steady phases; what is missing carries nothing.</summary>
    public void Advance(double seconds, params ReadOnlySpan<MainsPhase> phases)
    {
        Wait(seconds);
        if (registers[0] == 0)
            return;
        Span<double> watts = stackalloc double[3], sums = stackalloc double[3];
        double total = 0;
        for (var phase = 0; phase < 3; phase++)
        {
            (watts[phase], sums[phase]) = Measure(phase, phase < phases.Length ? phases[phase] : default);
            // EnPA is bit 2, EnPC bit 0; ABSEnP, bit 3, sums magnitudes.
            if ((registers[Mode0] & (4 >> phase)) != 0)
                total += (registers[Mode0] & 8) != 0 ? Math.Abs(watts[phase]) : watts[phase];
        }
        if (Math.Abs(total) <= registers[TotalThreshold] * PowerStepWatts)
            return;
        var stepJoules = 3.6e6 * ((registers[0x31] << 16) | registers[0x32]) / 450e9 * PulsesPerStep;
        for (var phase = 0; phase < 3; phase++)
            if (sums[phase] > registers[PhaseThreshold] * PowerStepWatts)
                (watts[phase] > 0 ? forward : reverse)[phase] += Math.Abs(watts[phase]) * seconds * (1 + errors.TimeBase) / stepJoules;
        Carry(forward, 0x81);
        Carry(reverse, 0x85);
    }

    /// <summary>P, and |P| + |Q|, with the voltage and current registers filled on the way; a load that is not in phase counts as inductive.</summary>
    private (double Watts, double Sum) Measure(int phase, MainsPhase mains)
    {
        var voltsBy = registers[0x61 + 4 * phase] / (double)voltageGain * (1 + errors.VoltageGain);
        var amperesBy = registers[0x62 + 4 * phase] / (double)currentGain * (1 + errors.CurrentGain);
        registers[0xD9 + phase] = Unsigned(mains.Volts * voltsBy * 100);
        registers[0xDD + phase] = Unsigned(mains.Amperes * amperesBy * 1000);
        var apparent = mains.Volts * mains.Amperes;
        var vars = Math.Sqrt(Math.Max(0, apparent * apparent - mains.Watts * mains.Watts));
        // A delayed current lags more, a clamp that leads makes it lag less.
        var turned = DelayRadians(registers[PhaseAngle + 2 * phase]) - errors.PhaseRadians;
        var gain = voltsBy * amperesBy * (1 + unchecked((short)registers[PowerGain + 2 * phase]) / 32768.0);
        var watts = (mains.Watts * Math.Cos(turned) - vars * Math.Sin(turned)) * gain
            + errors.OffsetWatts + unchecked((short)registers[PowerOffset + 2 * phase]) * PowerStepWatts;
        var reactive = (vars * Math.Cos(turned) + mains.Watts * Math.Sin(turned)) * gain;
        return (watts, Math.Abs(watts) + Math.Abs(reactive));
    }

    /// <summary>PhiX: bits 9 to 0 periods of 2.048 MHz, bit 15 for the voltage instead of the current.</summary>
    private double DelayRadians(ushort angle)
    {
        var hertz = (registers[Mode0] & 0x1000) != 0 ? 60 : 50;
        return ((angle & 0x8000) != 0 ? -1 : 1) * (angle & 0x3FF) / DelayHertz * 2 * Math.PI * hertz;
    }

    private void Carry(double[] steps, int register)
    {
        for (var phase = 0; phase < 3; phase++)
        {
            var whole = Math.Floor(steps[phase]);
            steps[phase] -= whole;
            registers[register + phase] = unchecked((ushort)(registers[register + phase] + (long)whole));
        }
    }

    private static ushort Unsigned(double value) => (ushort)Math.Clamp(Math.Round(value), 0, ushort.MaxValue);
}
