using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>Whatever the clock does, over boots and sleeps: no two slots share a second, and every joule is counted once.</summary>
public class ClockHistoryTests
{
    public enum Event { Pass, Jump, Nudge, LoseTime, FindTime, Sleep, Reboot }

    private static readonly Gen<(Event Event, int Amount)> Step =
        from what in Gen.Frequency((8, Gen.Constant(Event.Pass)), (2, Gen.Constant(Event.Jump)), (3, Gen.Constant(Event.Nudge)),
            (1, Gen.Constant(Event.LoseTime)), (2, Gen.Constant(Event.FindTime)), (1, Gen.Constant(Event.Sleep)), (1, Gen.Constant(Event.Reboot)))
        from amount in Gen.Choose(-400, 400)
        select (what, amount);

    [Fact]
    public void No_clock_makes_two_slots_of_one_or_loses_energy()
    {
        Prop.ForAll(Step.ListOf(40).ToArbitrary(), Live).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData(2147483600)] // 2038: seconds no longer fit into 31 bits
    [InlineData(4294000000)]
    public void Slots_go_on_over_the_ends_of_narrower_counters(long unixSeconds)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Clock.UtcUnixMilliseconds = unixSeconds * 1000;
        List<ReportFrame> reports = bench.Commission().Boot().Run(300, 1000).Reports();
        Assert.All(reports, r => Assert.Equal(0, r.Flags & ReportFlags.ClockNotSynchronised));
        Assert.True(reports[^1].SlotStart >= unixSeconds + 180);
        NoOverlap(reports);
    }

    [Theory]
    [InlineData(0)] // a chip that was never set counts from 1970
    [InlineData(1_500_000_000)]
    [InlineData(4_294_967_000)] // the last day of u32 seconds, 2106
    [InlineData(9_000_000_000)]
    public void A_time_that_cannot_be_is_no_time(long unixSeconds)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Clock.UtcUnixMilliseconds = unixSeconds * 1000;
        List<ReportFrame> reports = bench.Commission().Boot().Run(130).Reports();
        Assert.Equal([0u, 60], reports.Select(r => r.SlotStart));
        Assert.All(reports, r => Assert.NotEqual(0, r.Flags & ReportFlags.ClockNotSynchronised));
    }

    [Fact]
    public void A_clock_that_was_kept_over_deep_sleep_carries_on_without_a_network()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot().Run(200);
        bench.Device.Sleep(bench.Uptime);
        bench.Clock.UtcUnixMilliseconds += 8 * 3600_000;
        ReportFrame morning = bench.Boot().Run(70).Reports()[^1];
        Assert.Equal(0, morning.Flags & ReportFlags.ClockNotSynchronised);
        Assert.InRange(morning.SlotStart, Bench.Midnight + 8 * 3600 + 200, Bench.Midnight + 8 * 3600 + 260);
    }

    private static void Live(IEnumerable<(Event Event, int Amount)> history)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.LiveMilliseconds = 0;
        bench.Commission().Boot();
        long lost = 0;
        foreach ((Event what, int amount) in history)
        {
            switch (what)
            {
                case Event.Pass:
                    bench.Run(Math.Abs(amount) / 3 + 1);
                    break;
                case Event.Jump:
                    bench.Clock.UtcUnixMilliseconds += amount * 1000L;
                    break;
                case Event.Nudge:
                    bench.Clock.UtcUnixMilliseconds += amount * 4;
                    break;
                case Event.LoseTime or Event.FindTime:
                    bench.Clock.IsSynchronised = what == Event.FindTime;
                    break;
                default:
                    long before = bench.Meter.TruthMicrojoules;
                    // The instrument has seen at most a second since it was read, and sleep makes no report of less than one.
                    if (what == Event.Sleep) bench.Device.Sleep(bench.Uptime);
                    long counted = Counted(bench);
                    lost += before - lost - counted;
                    bench.Boot();
                    break;
            }
        }

        bench.Run(61);
        bench.Device.Sleep(bench.Uptime);
        List<ReportFrame> reports = bench.Reports();
        NoOverlap(reports);
        Assert.Equal(Enumerable.Range(1, reports.Count).Select(i => (ulong)i), reports.Select(r => r.Sequence));
        for (int i = 1; i < reports.Count; i++)
            Assert.True(reports[i].Channels[0].EnergyMilliwattHours >= reports[i - 1].Channels[0].EnergyMilliwattHours, "a counter went back");
        // Up to 4 s at 100 W may still be in no report: 400 J.
        // What a boot loses is told here in whole milliwatt-hours of 3.6 J, while the device keeps what is less.
        long rounding = 3_600_000L * bench.Device.BootCount;
        long truth = bench.Meter.TruthMicrojoules - lost;
        Assert.InRange(Counted(bench), truth - 400_000_000 - rounding, Math.Min(truth + rounding, bench.Meter.TruthMicrojoules));
        foreach (ReportFrame report in reports) CurveAddsUp(report, reports);
    }

    private static long Counted(Bench bench)
    {
        List<ReportFrame> reports = bench.Reports();
        return reports.Count == 0 ? 0 : (long)reports[^1].Channels[0].EnergyMilliwattHours * 3_600_000;
    }

    private static void NoOverlap(List<ReportFrame> reports)
    {
        long end = 0;
        foreach (ReportFrame report in reports.Where(r => (r.Flags & ReportFlags.ClockNotSynchronised) == 0))
        {
            Assert.True(report.SlotStart >= end, $"slot at {report.SlotStart} begins before {end}");
            end = (long)report.SlotStart + report.SlotSeconds;
        }
    }

    // The gateway's CurveMismatch: means times time against the counters' difference, within 1 % or 10 mWh; 4 s at 100 W may lie before the slot.
    private static void CurveAddsUp(ReportFrame report, List<ReportFrame> reports)
    {
        if (report.IntervalCount == 0 || report.Sequence == 1) return;
        long counted = (long)(report.Channels[0].EnergyMilliwattHours - reports[(int)report.Sequence - 2].Channels[0].EnergyMilliwattHours);
        long milliwattSeconds = 0;
        for (int i = 0; i < report.IntervalCount; i++) milliwattSeconds += (long)report.Channels[0].MeanPowerMilliwatts[i] * report.SlotSeconds / report.IntervalCount;
        Assert.InRange(milliwattSeconds / 3600, counted - Math.Max(10, counted / 100) - 112, counted + Math.Max(10, counted / 100));
    }
}
