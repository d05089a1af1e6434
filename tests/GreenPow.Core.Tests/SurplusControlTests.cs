using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SurplusControlTests
{
    private static Bench WithMiner()
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.MinerOnMilliwatts = 80_000;
        bench.Options.MinerOffMilliwatts = 50_000;
        bench.Meter.Milliwatts = 10_000;
        return bench.Commission().Boot();
    }

    [Fact]
    public void The_miner_starts_after_generation_held_above_the_margin()
    {
        Bench bench = WithMiner().Run(60);
        Assert.Equal([false], bench.Switch.Changes);
        bench.Meter.Milliwatts = 90_000;
        Assert.Equal([false], bench.Run(25).Switch.Changes);
        Assert.Equal([false, true], bench.Run(10).Switch.Changes);
    }

    [Fact]
    public void Between_the_margins_it_stays_as_it_is_and_a_cloud_shorter_than_the_hold_stops_nothing()
    {
        Bench bench = WithMiner();
        bench.Meter.Milliwatts = 90_000;
        bench.Run(60);
        bench.Meter.Milliwatts = 60_000;
        bench.Run(300);
        bench.Meter.Milliwatts = 10_000;
        bench.Run(20);
        bench.Meter.Milliwatts = 60_000;
        bench.Run(60);
        Assert.Equal([false, true], bench.Switch.Changes);
        bench.Meter.Milliwatts = 10_000;
        Assert.Equal([false, true, false], bench.Run(40).Switch.Changes);
    }

    [Fact]
    public void A_slot_in_which_the_miner_was_held_back_says_so()
    {
        Bench bench = WithMiner().Run(60);
        bench.Meter.Milliwatts = 90_000;
        List<ReportFrame> reports = bench.Run(120).Reports();
        Assert.Equal([true, true, false], reports.Select(r => (r.Flags & ReportFlags.MiningPaused) != 0));
    }

    [Fact]
    public void Without_surplus_control_the_miner_always_runs()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot().Run(60);
        Assert.Equal([true], bench.Switch.Changes);
        Assert.Equal(0, bench.Reports()[0].Flags & ReportFlags.MiningPaused);
    }
}
