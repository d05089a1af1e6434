using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SlotTests
{
    private static Bench NewBench() => new Bench { Signer = new ConstantSigner() }.Commission().Boot();

    private static void AssertNoOverlap(IEnumerable<ReportFrame> reports)
    {
        long end = 0;
        foreach (ReportFrame report in reports.Where(r => (r.Flags & ReportFlags.ClockNotSynchronised) == 0))
        {
            Assert.True(report.SlotStart >= end, $"slot at {report.SlotStart} begins before {end}");
            end = report.SlotStart + report.SlotSeconds;
        }
    }

    [Fact]
    public void A_clock_that_jumps_forward_ends_the_slot_where_it_was()
    {
        Bench bench = NewBench().Run(85);
        bench.Clock.UtcUnixMilliseconds += 290_000;
        List<ReportFrame> reports = bench.Run(120).Reports();
        Assert.Equal((Bench.Midnight + 60, 26), (reports[1].SlotStart, reports[1].SlotSeconds));
        Assert.Equal(Bench.Midnight + 290 + 86, reports[2].SlotStart);
        AssertNoOverlap(reports);
    }

    [Fact]
    public void A_clock_that_jumps_back_never_makes_two_slots_of_one()
    {
        Bench bench = NewBench().Run(600);
        bench.Clock.UtcUnixMilliseconds -= 200_000;
        List<ReportFrame> reports = bench.Run(600).Reports();
        AssertNoOverlap(reports);
        Assert.Contains(reports, r => (r.Flags & ReportFlags.ClockNotSynchronised) != 0);
        Assert.Equal(0, reports[^1].Flags & ReportFlags.ClockNotSynchronised);
        Assert.Equal((ulong)reports.Count, reports[^1].Sequence);
    }

    [Fact]
    public void A_clock_that_jumps_back_across_a_reboot_never_makes_two_slots_of_one()
    {
        Bench bench = NewBench().Run(600);
        bench.Clock.UtcUnixMilliseconds -= 200_000;
        List<ReportFrame> reports = bench.Boot().Run(600).Reports();
        AssertNoOverlap(reports);
        Assert.Contains(reports, r => r.BootCount == 2 && (r.Flags & ReportFlags.ClockNotSynchronised) != 0);
        Assert.Contains(reports, r => r.BootCount == 2 && (r.Flags & ReportFlags.ClockNotSynchronised) == 0);
    }

    /// <summary>The jump tolerance of 2 s and the fraction of a second that a cut slot leaves; whatever is longer a report without time tells.</summary>
    [Fact]
    public void A_clock_set_back_never_hides_more_than_three_seconds_between_two_slots()
    {
        for (int back = 1800; back < 5000; back += 130)
        for (int passed = 4000; passed < 6000; passed += 190)
        for (int step = 1000; step < 3000; step += 270)
        {
            Bench bench = NewBench();
            bench.Pass(passed);
            bench.Clock.UtcUnixMilliseconds -= back;
            bench.Device.Step(bench.Uptime);
            List<ReportFrame> reports = bench.Run(130, step).Reports();
            for (int i = 1; i < reports.Count; i++)
            {
                bool isEvidence = ((reports[i - 1].Flags | reports[i].Flags) & ReportFlags.ClockNotSynchronised) != 0
                    || reports[i].SlotStart > reports[i - 1].SlotStart + reports[i - 1].SlotSeconds;
                long counted = (long)(reports[i].Channels[0].EnergyMilliwattHours - reports[i - 1].Channels[0].EnergyMilliwattHours);
                Assert.True(isEvidence || counted <= (reports[i].SlotSeconds + 3) * 100_000 / 3600 + 1,
                    $"{back} ms back after {passed} ms, steps of {step} ms: {reports[i].SlotSeconds} s say {counted} mWh at 100 W");
            }
        }
    }

    [Fact]
    public void Any_series_of_jumps_leaves_slots_apart_and_no_energy_behind()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            Bench bench = NewBench();
            for (int i = 0; i < 30; i++)
            {
                bench.Run(random.Next(1, 150));
                if (random.Next(3) == 0) bench.Clock.UtcUnixMilliseconds += random.Next(-300_000, 300_000);
                if (random.Next(6) == 0) bench.Clock.IsSynchronised = !bench.Clock.IsSynchronised;
            }

            bench.Device.Sleep(bench.Uptime);
            List<ReportFrame> reports = bench.Reports();
            AssertNoOverlap(reports);
            // Sleep makes no report of a slot that has not lasted a second, and after a small step back of the clock a slot
            // begins up to the jump tolerance of 2 s later: at most 4 s are in no report, 28 mWh each at 100 W.
            long truth = bench.Meter.TruthMicrojoules / 3_600_000;
            Assert.InRange((long)reports[^1].Channels[0].EnergyMilliwattHours, truth - 112, truth);
            foreach (ReportFrame report in reports) AssertCurve(report, reports);
        }
    }

    [Fact]
    public void Without_time_slots_count_seconds_since_boot()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission();
        bench.Clock.IsSynchronised = false;
        List<ReportFrame> reports = bench.Boot().Run(130).Reports();
        Assert.Equal([0u, 60], reports.Select(r => r.SlotStart));
        Assert.All(reports, r => Assert.True((r.Flags & ReportFlags.ClockNotSynchronised) != 0));
    }

    [Fact]
    public void When_time_arrives_the_slot_ends_and_the_next_one_carries_it()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission();
        bench.Clock.IsSynchronised = false;
        bench.Boot().Run(75);
        bench.Clock.IsSynchronised = true;
        List<ReportFrame> reports = bench.Run(60).Reports();
        Assert.Equal((60u, 16), (reports[1].SlotStart, reports[1].SlotSeconds));
        Assert.Equal(Bench.Midnight + 76, reports[2].SlotStart);
        Assert.Equal(0, reports[2].Flags & ReportFlags.ClockNotSynchronised);
    }

    [Fact]
    public void A_time_that_arrives_within_the_first_second_begins_the_first_slot()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission();
        bench.Clock.IsSynchronised = false;
        bench.Boot();
        bench.Pass(400);
        bench.Clock.IsSynchronised = true;
        bench.Device.Step(bench.Uptime);
        List<ReportFrame> reports = bench.Run(70).Reports();
        Assert.Equal((Bench.Midnight + 1, 59, 0), (reports[0].SlotStart, reports[0].SlotSeconds, reports[0].Flags & ReportFlags.ClockNotSynchronised));
    }

    [Fact]
    public void A_late_step_is_spread_over_the_slots_that_it_covers()
    {
        Bench bench = NewBench().Run(50);
        bench.Pass(95_000);
        bench.Device.Step(bench.Uptime);
        bench.Run(40);
        List<ReportFrame> reports = bench.Reports();
        Assert.Equal([1_666ul, 3_333, 5_000], reports.Select(r => r.Channels[0].EnergyMilliwattHours));
        Assert.All(reports, r => Assert.All(r.Channels[0].MeanPowerMilliwatts.Take(6), mean => Assert.InRange(mean, 99_999, 100_000)));
    }

    [Fact]
    public void A_silence_of_many_minutes_is_a_gap_and_not_energy()
    {
        Bench bench = NewBench().Run(90);
        bench.Pass(900_000);
        bench.Device.Step(bench.Uptime);
        bench.Run(90);
        List<ReportFrame> reports = bench.Reports();
        Assert.Equal((Bench.Midnight + 60, 30), (reports[1].SlotStart, reports[1].SlotSeconds));
        Assert.Equal(Bench.Midnight + 990, reports[2].SlotStart);
        Assert.Equal(2_500ul, reports[1].Channels[0].EnergyMilliwattHours);
        Assert.Equal(3_333ul, reports[2].Channels[0].EnergyMilliwattHours);
    }

    [Fact]
    public void A_slot_cut_short_in_the_middle_of_a_second_has_all_its_energy_in_its_curve()
    {
        Bench bench = NewBench().Run(60);
        bench.Run(30);
        bench.Pass(800);
        bench.Device.Sleep(bench.Uptime);
        List<ReportFrame> reports = bench.Reports();
        Assert.Equal((30, 3), (reports[1].SlotSeconds, reports[1].IntervalCount));
        AssertCurve(reports[1], reports);
    }

    // The gateway's CurveMismatch: means times time against the counters' difference, within 1 % or 10 mWh.
    private static void AssertCurve(ReportFrame report, List<ReportFrame> reports)
    {
        if (report.IntervalCount == 0 || report.Sequence == 1) return;
        long counted = (long)(report.Channels[0].EnergyMilliwattHours - reports[(int)report.Sequence - 2].Channels[0].EnergyMilliwattHours);
        long milliwattSeconds = 0;
        for (int i = 0; i < report.IntervalCount; i++)
            milliwattSeconds += (long)report.Channels[0].MeanPowerMilliwatts[i] * report.SlotSeconds / report.IntervalCount;
        Assert.InRange(milliwattSeconds / 3600, counted - Math.Max(10, counted / 100), counted + Math.Max(10, counted / 100));
    }
}
