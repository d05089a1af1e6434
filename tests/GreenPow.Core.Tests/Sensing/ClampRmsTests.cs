using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class ClampRmsTests
{
    [Fact]
    public void A_root_is_the_largest_whole_number_below_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(root => (long)root).ToArbitrary(), root =>
            ClampRms.Root(root * root) == root && (root == 0 || ClampRms.Root(root * root - 1) == root - 1)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sine_of_one_volt_has_707_millivolts()
    {
        ClampRms rms = new(false, 128);
        for (int i = 0; i < 5000; i++) rms.Add((int)(1e6 * Math.Sin(i * 2.399963)));
        Assert.InRange(rms.Microvolts, 690_000, 724_000);
    }

    [Fact]
    public void What_the_input_rests_at_is_no_current()
    {
        ClampRms rms = new(true, 512);
        for (int i = 0; i < 20_000; i++) rms.Add(1_650_000);
        Assert.InRange(rms.Microvolts, 0, 100);
        for (int i = 0; i < 20_000; i++) rms.Add(1_650_000 + (int)(1e5 * Math.Sin(i * 2.399963)));
        Assert.InRange(rms.Microvolts, 69_000, 72_500);
    }

    [Fact]
    public void Cleared_it_has_seen_nothing()
    {
        ClampRms rms = new(false, 16);
        rms.Add(1_000_000);
        rms.Clear();
        Assert.Equal(0, rms.Microvolts);
    }
}
