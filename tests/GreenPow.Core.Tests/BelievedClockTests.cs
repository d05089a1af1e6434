using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>SNTP is not authenticated: one answer may show any time, and the gateway's `have` is what a device can hold it against.</summary>
public class BelievedClockTests
{
    /// <summary>2090.</summary>
    private const long Far = 2_000_000_000L * 1000;

    private readonly BenchClock _board = new();
    private readonly BelievedClock _clock;

    public BelievedClockTests() => _clock = new BelievedClock(_board);

    public enum Event { Pass, Lie, Truth, Reboot, Login }

    private static readonly Gen<(Event Event, int Amount)> Step =
        from what in Gen.Frequency((6, Gen.Constant(Event.Pass)), (3, Gen.Constant(Event.Lie)), (3, Gen.Constant(Event.Truth)),
            (1, Gen.Constant(Event.Reboot)), (2, Gen.Constant(Event.Login)))
        from amount in Gen.Choose(-1000, 1000)
        select (what, amount);

    [Fact]
    public void A_time_far_ahead_of_the_gateways_is_told_by_no_report()
    {
        Bench bench = Online(Bench.Midnight + 3).Run(120);
        bench.Clock.UtcUnixMilliseconds += Far;
        bench.Run(90);
        bench.Clock.UtcUnixMilliseconds -= Far;
        List<ReportFrame> reports = bench.Run(120).Reports();
        Assert.All(reports.Where(HasTime), report => Assert.InRange(report.SlotStart, Bench.Midnight, bench.Clock.UtcUnixMilliseconds / 1000));
        Assert.Equal(Bench.Midnight + 300, End(reports[^1]));
        Assert.Contains(reports, report => !HasTime(report));
        Assert.Equal(300ul * 100_000 / 3600, reports[^1].Channels[0].EnergyMilliwattHours);
    }

    [Fact]
    public void Without_a_gateway_a_jump_far_ahead_waits_until_one_says_that_it_is_true()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot().Run(85);
        bench.Clock.UtcUnixMilliseconds += 3600_000;
        Assert.All(bench.Run(600).Reports().Skip(2), report => Assert.False(HasTime(report)));
        bench.Link.IsReachable = true;
        bench.Run(3).Have(0);
        ReportFrame newest = bench.Run(61).Reports()[^1];
        Assert.True(HasTime(newest));
        Assert.InRange(newest.SlotStart, Bench.Midnight + 3600 + 685, Bench.Midnight + 3600 + 750);
    }

    /// <summary>A start without any time before it has nothing to hold the first answer against: what it told, the gateway finds in the future.</summary>
    [Fact]
    public void A_future_that_was_told_binds_no_longer_than_five_minutes_once_the_gateway_is_heard()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot().Run(300);
        bench.Clock.UtcUnixMilliseconds += Far;
        bench.Boot().Run(90);
        Assert.Contains(bench.Reports(), report => report.SlotStart > Bench.Midnight + Far / 1000);
        bench.Clock.UtcUnixMilliseconds -= Far;
        bench.Run(3600).Boot().Run(60);
        Assert.False(HasTime(bench.Reports()[^1]));
        bench.Link.IsReachable = true;
        bench.Run(3).Have(0);
        long heardAt = bench.Clock.UtcUnixMilliseconds / 1000;
        List<ReportFrame> reports = bench.Run(361).Reports();
        int first = reports.FindIndex(report => report.BootCount == 3 && HasTime(report));
        Assert.InRange(reports[first].SlotStart, heardAt + 300, heardAt + 301);
        // Between the future and the present lies a report without time, so that no two neighbours overlap.
        Assert.False(HasTime(reports[first - 1]));
        Assert.True(HasTime(bench.Boot().Run(61).Reports()[^1]));
    }

    [Fact]
    public void While_a_wrong_time_lasts_it_is_told_only_until_the_gateway_is_heard()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission();
        bench.Clock.UtcUnixMilliseconds += Far;
        bench.Boot();
        bench.Link.IsReachable = true;
        bench.Run(70).Have(0, issuedAt: Bench.Midnight + 70);
        List<ReportFrame> reports = bench.Run(3600).Reports();
        Assert.Equal(2, reports.TakeWhile(HasTime).Count());
        Assert.All(reports.Skip(2), report => Assert.False(HasTime(report)));
        Assert.False(bench.Device.KnowsTime);
    }

    [Fact]
    public void Only_a_have_of_the_running_login_tells_the_time()
    {
        Bench bench = Online(Bench.Midnight + 3);
        bench.Have(0, issuedAt: Bench.Midnight - 86_400, loginCounter: bench.LoginCounter - 1);
        bench.Have(0, issuedAt: Bench.Midnight - 86_400, key: new byte[32]);
        bench.Have(0, issuedAt: Bench.Midnight - 86_400);
        bench.Have(0, issuedAt: 0);
        bench.Run(3);
        Assert.True(bench.Device.KnowsTime);
    }

    [Fact]
    public void A_clock_is_believed_to_five_minutes_ahead()
    {
        _clock.Step(1000);
        _clock.Hear((uint)Bench.Midnight);
        _board.UtcUnixMilliseconds = Bench.Midnight * 1000 + 300_000;
        Assert.True(_clock.IsSynchronised);
        _board.UtcUnixMilliseconds++;
        Assert.False(_clock.IsSynchronised);
        _board.UtcUnixMilliseconds = Bench.Midnight * 1000 - 86_400_000;
        Assert.True(_clock.IsSynchronised);
    }

    /// <summary>The right time of a server against a chip that counts 50 ppm too slowly.</summary>
    [Fact]
    public void Half_a_year_without_a_gateway_makes_the_right_time_no_wrong_one()
    {
        const long halfYear = 183L * 86_400_000;
        _clock.Hear((uint)Bench.Midnight);
        _clock.Step(halfYear);
        _board.UtcUnixMilliseconds = Bench.Midnight * 1000 + halfYear + halfYear * 50 / 1_000_000;
        Assert.True(_clock.IsSynchronised);
    }

    [Fact]
    public void A_chip_that_counts_from_1970_believes_the_first_real_time()
    {
        _board.UtcUnixMilliseconds = 5000;
        _clock.Step(5000);
        _board.UtcUnixMilliseconds = Bench.Midnight * 1000;
        Assert.True(_clock.IsSynchronised);
    }

    [Fact]
    public void Whatever_a_time_server_says_no_slot_begins_in_one_that_may_be_believed_and_the_truth_heals_it()
    {
        Prop.ForAll(Step.ListOf(30).ToArbitrary(), Live).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static void Live(IEnumerable<(Event Event, int Amount)> history)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.LiveMilliseconds = 0;
        bench.Commission().Boot();
        bench.Link.IsReachable = true;
        long truth = Bench.Midnight;
        List<long> madeAt = [];
        foreach ((Event what, int amount) in history.Append((Event.Truth, 0)).Append((Event.Login, 0)).Append((Event.Pass, 400 * 3)))
        {
            long lie = amount * (long)amount * amount / 1000;
            if (what == Event.Lie) bench.Clock.UtcUnixMilliseconds = (truth + lie) * 1000;
            else if (what == Event.Truth) bench.Clock.UtcUnixMilliseconds = truth * 1000;
            else if (what == Event.Reboot) bench.Boot();
            else if (what == Event.Login) bench.Link.Break();
            for (int second = 0; second < (what == Event.Pass ? Math.Abs(amount) / 3 : 10); second++)
            {
                bench.Run(1);
                truth++;
                while ((ulong)madeAt.Count < bench.Device.Spool.LastSequence) madeAt.Add(truth);
                if (what == Event.Login && second == 8) bench.Have(0, issuedAt: truth);
            }
        }

        List<ReportFrame> reports = bench.Reports();
        long end = 0;
        for (int i = 0; i < reports.Count; i++)
        {
            if (!HasTime(reports[i])) continue;
            Assert.True(reports[i].SlotStart >= end, $"report {i + 1} begins at {reports[i].SlotStart}, one before may be believed to {end}");
            end = Math.Min(End(reports[i]), madeAt[i] + 300);
        }

        Assert.True(HasTime(reports[^1]), "a login and six minutes of the truth, and it has no time");
        Assert.InRange(End(reports[^1]), truth - 61, truth + 1);
    }

    private static Bench Online(long gatewayTime)
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Link.IsReachable = true;
        bench.Run(3).Have(0, issuedAt: gatewayTime);
        return bench;
    }

    private static bool HasTime(ReportFrame report) => (report.Flags & ReportFlags.ClockNotSynchronised) == 0;

    private static long End(ReportFrame report) => (long)report.SlotStart + report.SlotSeconds;
}
