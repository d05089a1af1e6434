using GreenPow.Simulator.LongRun;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.LongRun;

/// <summary>The judge of the long runs finds what a broken firmware would do: histories made by hand, each wrong in one thing.</summary>
public class LifeJudgeTests
{
    private const long Start = 1_798_761_600;

    /// <summary>60 W: a watt-hour in each minute.</summary>
    private const long Microwatts = 60_000_000;

    private readonly TruthLog truth = new(channels: 1);
    private readonly MadeLedger ledger = new();

    public LifeJudgeTests()
    {
        for (var second = 0; second <= 3600; second += 10)
            truth.Add(second * 1000, [second == 0 ? 0 : Microwatts * 10], lost: 0);
    }

    [Fact]
    public void An_honest_history_is_taken()
    {
        var judge = NewJudge();
        for (var minute = 1; minute <= 50; minute++)
            judge.Take(Report((ulong)minute, minute * 60, 60, energy: minute * 1000));
        judge.End();
        Assert.InRange(judge.CountedMilliwattHours, 48_999, 49_001);
        Assert.InRange(judge.TrueMilliwattHours, 48_999, 49_001);
    }

    [Fact]
    public void A_counter_restored_twice_is_found() => Refused("limit above", Report(2, 120, 60, energy: 3000));

    [Fact]
    public void Lost_energy_is_found() => Refused("limit below", Report(2, 120, 60, energy: 1900));

    [Fact]
    public void A_counter_that_goes_back_is_found() => Refused("back", Report(2, 120, 60, energy: 999));

    [Fact]
    public void A_slot_that_begins_before_the_last_one_ended_is_found() => Refused("before the last slot ended", Report(2, 120, 62, energy: 2000));

    [Fact]
    public void A_slot_that_no_clock_explains_is_found() => Refused("ms before it was made", Report(2, 120, 60, energy: 2000, madeAt: 190_000));

    [Fact]
    public void A_gap_without_evidence_is_found()
    {
        // Ten minutes later by the truth, the very next minute by its own clock, in the same boot.
        Refused("hides a gap", Report(2, 120, 60, energy: 11_000, madeAt: 660_000, clockError: -540_000, curveMilliwatts: 600_000));
    }

    [Fact]
    public void What_a_boot_lost_must_not_come_back()
    {
        // Off from 60 s to 600 s, booted then: only the minute after it may be in the difference.
        Refused("limit above", Report(2, 660, 60, energy: 11_000, bootAt: 600_000, bootCount: 2));
    }

    [Fact]
    public void A_missing_report_that_nobody_declares_is_found() => Refused("no report says so", Report(3, 180, 60, energy: 3000));

    [Fact]
    public void A_curve_that_says_something_else_is_found() => Refused("its curve says", Report(2, 120, 60, energy: 2000, curveMilliwatts: 30_000));

    [Fact]
    public void A_dead_meter_that_shows_a_voltage_is_found()
    {
        truth.AddDead(0, 0, 3_600_000);
        Refused("did not answer", Report(2, 120, 60, energy: 2000));
    }

    private void Refused(string because, KeptReport second)
    {
        var judge = NewJudge();
        judge.Take(Report(1, 60, 60, energy: 1000));
        Assert.Contains(because, Assert.Throws<LifeFailureException>(() => judge.Take(second)).Message, StringComparison.Ordinal);
    }

    private LifeJudge NewJudge() => new(new LifeOptions { Channels = 1, StartUnixSeconds = Start }, truth, ledger, "device");

    private KeptReport Report(ulong sequence, long endSecond, int seconds, long energy,
        long? madeAt = null, long clockError = 0, long bootAt = 0, uint bootCount = 1, int curveMilliwatts = 60_000)
    {
        var at = madeAt ?? endSecond * 1000;
        ledger.Note(sequence, new Made(at - 10_000, at, clockError, clockError, bootAt, bootCount));
        var frame = new ReportFrame
        {
            Sequence = sequence,
            SlotStart = (uint)(Start + endSecond - seconds),
            SlotSeconds = (ushort)seconds,
            BootCount = bootCount,
            ChannelCount = 1,
            IntervalCount = 1,
        };
        frame.Channels[0].EnergyMilliwattHours = (ulong)energy;
        frame.Channels[0].UncertaintyHundredths = 50;
        frame.Channels[0].VoltageMillivolts = 51_000;
        frame.Channels[0].MeanPowerMilliwatts[0] = curveMilliwatts;
        return new KeptReport(frame, new byte[] { (byte)sequence });
    }
}
