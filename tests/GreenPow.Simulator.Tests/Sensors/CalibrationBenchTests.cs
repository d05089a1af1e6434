using GreenPow.Core;
using GreenPow.Simulator.Sensors;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Sensors;

public class CalibrationBenchTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public void After_calibration_an_hour_is_within_a_quarter_percent_at_full_and_at_tenth_load(int seed)
    {
        var channel = new SensorChannel(Role: 1, CapacityWatts: 600, seed);
        var chip = channel.MakeChip();
        var bus = new SimulatedI2cBus(chip);
        var found = CalibrationBench.Calibrate(bus, channel.Wiring(0), chip, 600, seed);
        foreach (var watts in (int[])[60, 600])
            Assert.Equal(1, CorrectedJoules(bus, channel.Wiring(0), chip, watts, found) / (watts * 3600.0), 0.0025);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Between_minus_10_and_55_degrees_a_calibrated_chip_keeps_its_class(int seed)
    {
        var channel = new SensorChannel(Role: 1, CapacityWatts: 600, seed);
        var chip = channel.MakeChip();
        var bus = new SimulatedI2cBus(chip);
        var found = CalibrationBench.Calibrate(bus, channel.Wiring(0), chip, 600, seed);
        foreach (var celsius in (int[])[-10, 55])
            Assert.Equal(1, CorrectedJoules(bus, channel.Wiring(0), chip, 600, found, celsius) / (600 * 3600.0), 0.005);
    }

    [Fact]
    public void Without_calibration_some_chips_are_worse_than_half_a_percent()
    {
        var worst = Enumerable.Range(1, 25).Max(seed =>
        {
            var channel = new SensorChannel(Role: 1, CapacityWatts: 600, seed);
            var chip = channel.MakeChip();
            chip.PowerUp();
            return Math.Abs(CorrectedJoules(new SimulatedI2cBus(chip), channel.Wiring(0), chip, 300, default) / (300 * 3600.0) - 1);
        });
        Assert.InRange(worst, 0.005, 0.012);
    }

    [Theory]
    [InlineData(1, 125)]
    [InlineData(-1, -40)]
    public void A_chip_with_every_tolerance_at_its_limit_keeps_what_it_declares_before_calibration(int sign, int celsius)
    {
        // A shunt of 1 %, and 0.05 % of the chip.
        var limits = new Ina228Errors(sign * 0.0105, sign * 0.001, sign * 1e-6, sign * 2.5e-3, sign * 0.005, 45e-6, 20e-6, 50e-6);
        var wiring = new SensorChannel(Role: 1, CapacityWatts: 600, Seed: 1).Wiring(0);
        var chip = new SimulatedIna228(wiring.ShuntMicroohms * 1e-6, limits, 1);
        chip.PowerUp();
        var error = CorrectedJoules(new SimulatedI2cBus(chip), wiring, chip, 600, default, celsius) / (600 * 3600.0) - 1;
        Assert.InRange(Math.Abs(error), 0.02, Instrument.UncalibratedUncertainty(Instrument.Ina228) / 10_000.0);
    }

    private static double CorrectedJoules(II2cBus bus, Ina228Options wiring, SimulatedIna228 chip, int watts, CalibrationPoints points, int celsius = 30)
    {
        var driver = new Ina228(bus, wiring);
        Assert.True(driver.Start());
        var reading = new PowerReading();
        var joules = 0.0;
        for (var second = 0; second < 3600; second++)
        {
            chip.Advance(1, 51.7, watts / 51.7, celsius);
            Assert.True(driver.Read(reading, 1000));
            joules += reading.EnergyMicrojoules * 1e-6 - points.OffsetMicroamps * 1e-6 * 51.7;
        }
        return joules * (1 + points.GainPartsPerMillion * 1e-6);
    }
}
