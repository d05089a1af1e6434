using GreenPow.Core;
using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Sensors;

/// <summary>What a calibration found: true = (reading - offset) x (1 + gain).</summary>
public readonly record struct CalibrationPoints(int GainPartsPerMillion, int OffsetMicroamps);

/// <summary>Commissioning on the bench: the chip, read by the firmware's own driver, beside a reference instrument at two loads.</summary>
public static class CalibrationBench
{
    private const int SecondsPerPoint = 120;
    private const double BenchVolts = 51;
    private const double BenchCelsius = 22;

    /// <summary>A reference of class 0.05: its own error is small and stays in the result.</summary>
    private const double ReferenceError = 0.0005;

    public static CalibrationPoints Calibrate(II2cBus bus, Ina228Options wiring, SimulatedIna228 chip, int capacityWatts, int seed)
    {
        var reference = 1 + ReferenceError * Flicker.At(seed, 100);
        var (lowRead, lowTrue) = Point(bus, wiring, chip, 0.05 * capacityWatts, reference);
        var (highRead, highTrue) = Point(bus, wiring, chip, 0.70 * capacityWatts, reference);
        var gain = (highTrue - lowTrue) / (highRead - lowRead);
        var offsetAmperes = (lowRead - lowTrue / gain) / SecondsPerPoint / BenchVolts;
        return new CalibrationPoints((int)Math.Round((gain - 1) * 1e6), (int)Math.Round(offsetAmperes * 1e6));
    }

    /// <summary>Joules that the driver read and that the reference says, over one load.</summary>
    private static (double Read, double True) Point(II2cBus bus, Ina228Options wiring, SimulatedIna228 chip, double watts, double reference)
    {
        chip.PowerUp();
        var driver = new Ina228(bus, wiring);
        if (!driver.Start())
            throw new InvalidOperationException("The chip on the calibration bench does not answer.");
        var reading = new PowerReading();
        var joules = 0.0;
        for (var second = 0; second < SecondsPerPoint; second++)
        {
            chip.Advance(1, BenchVolts, watts / BenchVolts, BenchCelsius);
            if (!driver.Read(reading, 1000))
                throw new InvalidOperationException("The chip on the calibration bench lost its settings.");
            joules += reading.EnergyMicrojoules * 1e-6;
        }
        return (joules, watts * SecondsPerPoint * reference);
    }
}
