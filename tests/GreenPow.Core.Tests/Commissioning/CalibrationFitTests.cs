using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class CalibrationFitTests
{
    [Fact]
    public void Zero_and_one_load_give_gain_and_offset()
    {
        // Reads 1.2 mA without current and 9.9 A at 10 A: 10 A = 9.8988 A x (1 + g), so g = 10223.46 ppm.
        CalibrationFit fit = Fit(Zero(1200), Load(10_000_000, 9_900_000));
        Assert.Equal(10_223, fit.GainPpm);
        Assert.Equal(-1212, fit.OffsetMicroamps);
        Assert.Equal(0, fit.Apply(1200));
        Assert.InRange(fit.Apply(9_900_000), 9_999_990, 10_000_000);
    }

    [Fact]
    public void Two_loads_give_gain_and_offset_without_a_zero()
    {
        CalibrationFit fit = Fit(Load(2_000_000, 1_990_000), Load(10_000_000, 9_950_000));
        Assert.Equal(5025, fit.GainPpm);
        Assert.InRange(fit.Apply(1_990_000), 1_999_999, 2_000_000);
        Assert.InRange(fit.Apply(9_950_000), 9_999_950, 10_000_050);
    }

    [Fact]
    public void A_backward_channel_is_calibrated_backwards()
    {
        CalibrationFit fit = Fit(Zero(-1000), Load(-10_000_000, -9_900_000));
        Assert.Equal(10_203, fit.GainPpm);
        Assert.InRange(fit.OffsetMicroamps, 1010, 1011);
    }

    [Fact]
    public void Any_gain_and_offset_in_reach_are_found_again_within_quantisation() =>
        Prop.ForAll(Gen.Choose(-49_000, 49_000).ToArbitrary(), Gen.Choose(-9_000, 9_000).ToArbitrary(), Gen.Choose(1_000_000, 100_000_000).ToArbitrary(), (gain, offset, load) =>
        {
            long Read(double truth) => (long)Math.Round((truth - offset) / (1 + gain / 1e6));
            CalibrationFit fit = Fit(Zero(Read(0)), Load(load, Read(load)));
            // One microamp of rounding at each end of the line, and the ppm themselves.
            double tolerance = 1 + 2e6 / load;
            Assert.InRange(fit.GainPpm, gain - tolerance, gain + tolerance);
            Assert.InRange(fit.OffsetMicroamps, offset - 2, offset + 2);
            for (long truth = load / 10; truth <= load; truth += load / 10)
                Assert.InRange(fit.Apply(Read(truth)), truth - 3 - truth / 1e6, truth + 3 + truth / 1e6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_uncertainty_is_the_root_of_the_squares()
    {
        // Reference 0.30 %, residual 0 (two points), movement 0.20 % (half of 0.4 %), drift half of the INA228's 0.5 %: 0.25 %.
        CalibrationPoint load = Load(10_000_000, 10_000_000, 30);
        load.SpreadMicroamps = 40_000;
        Assert.Equal(Math.Ceiling(Math.Sqrt(30 * 30 + 20 * 20 + 25 * 25)), Fit(Zero(0), load).UncertaintyHundredths);
    }

    [Fact]
    public void Loads_near_each_other_magnify_the_references_uncertainty()
    {
        // (10 + 5) / (10 - 5) = 3 times 0.20 %.
        CalibrationFit fit = Fit(Load(5_000_000, 5_000_000, 20), Load(10_000_000, 10_000_000, 20));
        Assert.Equal(Math.Ceiling(Math.Sqrt(60 * 60 + 25 * 25)), fit.UncertaintyHundredths);
    }

    [Fact]
    public void A_point_between_checks_the_line()
    {
        CalibrationFit fit = Fit(Zero(0), Load(5_000_000, 5_015_000), Load(10_000_000, 10_000_000));
        Assert.Equal(30, fit.ResidualHundredths);
        Assert.Equal(
            "A point disagrees by 60 hundredths of a percent after calibration, at most 50",
            Try(Zero(0), Load(5_000_000, 5_030_000), Load(10_000_000, 10_000_000)));
    }

    [Fact]
    public void The_zero_that_may_be_shown_is_the_meters_or_what_was_seen()
    {
        Assert.Equal(20u, Fit(Zero(0), Load(10_000_000, 10_000_000)).ZeroMilliwatts);
        CalibrationPoint zero = Zero(0);
        zero.SpreadMicroamps = 1500;
        Assert.Equal(60u, Fit(zero, Load(10_000_000, 10_000_000)).ZeroMilliwatts);
    }

    [Fact]
    public void What_cannot_be_calibrated_is_refused_with_its_limit()
    {
        Assert.Equal("Two points are needed, zero and a load or two loads; there are 1", Try(Zero(0)));
        Assert.Equal(
            "Points at 6000000 and 10000000 uA are too close: one must be at most half of the other",
            Try(Load(6_000_000, 6_000_000), Load(10_000_000, 10_000_000)));
        Assert.Equal("Both points read 5 uA", Try(Zero(5), Load(10_000_000, 5)));
        Assert.Equal("Gain would be 250000 ppm, at most 200000", Try(Zero(0), Load(10_000_000, 8_000_000)));
        Assert.Equal(
            "Gain would be 111111 ppm, at most 50000 for this class: is the right shunt or clamp set?",
            Try(Zero(0), Load(10_000_000, 9_000_000)));
        Assert.Equal("Offset would be -10500 uA, at most 10000", Try(Zero(10_500), Load(10_000_000, 10_010_500)));
        Assert.Equal(
            "Uncertainty would be 153 hundredths of a percent, at most 100, twice the class: a better reference instrument is needed",
            Try(Zero(0), Load(10_000_000, 10_000_000, 150)));
    }

    [Fact]
    public void Halves_are_rounded_away_from_zero()
    {
        Assert.Equal([2, -2, 1, -1, 0], new long[] { CalibrationFit.Divide(3, 2), CalibrationFit.Divide(-3, 2), CalibrationFit.Divide(4, 3), CalibrationFit.Divide(-4, 3), CalibrationFit.Divide(1, 0) });
    }

    private static CalibrationFit Fit(params CalibrationPoint[] points)
    {
        CalibrationFit fit = new();
        Assert.Null(fit.Try(Instrument.Ina228, 20, points, points.Length));
        return fit;
    }

    private static string Try(params CalibrationPoint[] points) => new CalibrationFit().Try(Instrument.Ina228, 20, points, points.Length);

    private static CalibrationPoint Zero(long read) => new() { ReadMicroamps = read, Millivolts = 40_000 };

    private static CalibrationPoint Load(long truth, long read, ushort uncertainty = 20) => new()
    {
        Kind = CalibrationPoint.ByCurrent, TrueMicroamps = truth, ReadMicroamps = read, Millivolts = 40_000, ReferenceUncertaintyHundredths = uncertainty,
    };
}
