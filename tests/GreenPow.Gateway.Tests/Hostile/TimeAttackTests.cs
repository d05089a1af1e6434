using GreenPow.Energy;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>Counters and clocks that lie: what lies around the lie stays out with its reason, and nothing else does.</summary>
public sealed class TimeAttackTests : IDisposable
{
    private const long Minute = 1_500;

    private readonly HostileWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Reports_are_expected_as_often_as_the_meter_makes_them()
    {
        using var world = new HostileWorld();
        world.Submit(world.North, world.North.Reports(30, HostileWorld.Sunny, frame => frame.SlotSeconds = 120));
        world.Hour(north: false);
        var evidence = world.Close();
        Assert.Equal((720L, 1_440L), (HostileWorld.Of(evidence, world.North).Reports.Expected, HostileWorld.Of(evidence, world.South).Reports.Expected));
    }

    [Fact]
    public void Reports_below_the_registrys_wire_version_are_shown_and_never_minted()
    {
        using var world = new HostileWorld { MinimumWireVersion = 2 };
        world.Hour();
        var evidence = world.Close();
        Assert.Equal(("0", "0"), (evidence.EnergyWei, evidence.DecaWei));
        Assert.All(evidence.Sites, site => Assert.Contains(site.Sentences, sentence => sentence.Contains("below the registry's minimum, 2", StringComparison.Ordinal)));
        Assert.Equal(60, HostileWorld.Of(evidence, world.North).Reports.Sealed);
    }

    [Fact]
    public void Gaps_findings_and_refusals_are_in_the_evidence()
    {
        using var world = new HostileWorld();
        var reports = world.North.Reports(60, HostileWorld.Sunny);
        world.Submit(world.North, [.. reports[..20], .. reports[25..]]);
        world.Submit(world.North.Id, HostileWorld.Begin + 4000, [reports[30][..^1]]);
        world.Hour(north: false);
        var north = HostileWorld.Of(world.Close(), world.North);
        Assert.Equal([new SequenceRange(21, 25)], north.Reports.Gaps);
        Assert.Contains(north.Sentences, sentence => sentence.Contains("(21 to 25)", StringComparison.Ordinal));
        Assert.Equal(1, north.Reports.RefusedSoFar["Malformed"]);
    }

    [Fact]
    public void First_reports_that_come_after_the_epoch_was_closed_are_paid_all_the_same()
    {
        using var world = new HostileWorld();
        var late = world.North.Reports(30, HostileWorld.Sunny);
        world.Submit(world.North, world.North.Reports(30, HostileWorld.Sunny));
        world.Hour(north: false);
        var first = HostileWorld.Of(world.Close(), world.North);
        Assert.Equal((0L, 1ul), (first.EnergyMintedMilliwattHours, first.WaitsForSequence));
        world.Submit(world.North, late);
        world.Close(day: 1);
        Assert.Equal(HostileWorld.HonestLeaves().OrderBy(leaf => leaf.ToString()), world.Leaves().OrderBy(leaf => leaf.ToString()));
    }

    [Fact]
    public void A_counter_that_goes_back_is_left_out_with_its_reason() =>
        AssertLeftOut(frame => frame.Channels[0].EnergyMilliwattHours -= 20_000, "went back", lostMinutes: 1);

    [Fact]
    public void A_backdated_slot_begins_and_ends_no_energy() => AssertLeftOut(frame => frame.SlotStart -= 1_200, "counted before", lostMinutes: 2);

    [Fact]
    public void An_overlapping_slot_begins_and_ends_no_energy() => AssertLeftOut(frame => frame.SlotStart -= 30, "counted before", lostMinutes: 2);

    [Fact]
    public void A_clock_that_ran_ahead_once_costs_that_report_and_not_the_years_until_then() =>
        AssertLeftOut(frame => frame.SlotStart += 10 * 365 * HostileWorld.Day, "after it was received", lostMinutes: 2);

    [Fact]
    public void A_day_told_twice_across_the_closing_of_an_epoch_is_paid_once()
    {
        world.Hour();
        world.North.NextSlotStart -= 1_800;
        world.Submit(world.North, world.North.Reports(1, HostileWorld.Sunny)); // the boundary report of day 0, as far as sequences go
        var first = world.Close();
        Assert.Equal(59 * Minute, Generation(first));
        world.Submit(world.North, world.North.Reports(29, HostileWorld.Sunny)); // the same half hour again
        world.North.NextSlotStart = HostileWorld.Begin + HostileWorld.Day;
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny));
        var second = world.Close(day: 1);
        Assert.Contains(HostileWorld.Of(second, world.North).LeftOut, left => left.Verdict == nameof(StepVerdict.OverlapsEarlier));
        Assert.Equal(59 * Minute, Generation(second));
    }

    [Fact]
    public void A_late_spool_is_paid_in_a_later_epoch_and_only_there()
    {
        var spool = world.North.Reports(60, HostileWorld.Sunny);
        world.Hour(north: false);
        var without = world.Close();
        Assert.Equal(0, HostileWorld.Of(without, world.North).EnergyMintedMilliwattHours);
        world.Submit(world.North, spool);
        world.Close(day: 1);
        world.Submit(world.North, spool);
        world.Close(day: 2);
        Assert.Equal(HostileWorld.HonestLeaves().OrderBy(leaf => leaf.ToString()), world.Leaves().OrderBy(leaf => leaf.ToString()));
    }

    [Fact]
    public void A_lost_history_begins_with_a_baseline()
    {
        world.Hour(minutes: 30);
        world.North.Counters = [1_000_000, 0, 1_000_000, 0];
        world.Submit(world.North, world.North.Report(seal: true, HostileWorld.Sunny, frame => frame.Flags |= ReportFlags.HistoryLost));
        world.Submit(world.North, world.North.Reports(29, HostileWorld.Sunny));
        world.Submit(world.South, world.South.Reports(30, HostileWorld.Sunny));
        world.Submit(world.Barn, world.Barn.Reports(30, HostileWorld.Received));
        var evidence = world.Close();
        Assert.Equal((29 + 29) * Minute, Generation(evidence));
        AssertSouthIsPaid();
    }

    private long Generation(EpochEvidence evidence) => HostileWorld.Of(evidence, world.North).Energy.Single(energy => energy.Role == nameof(EnergyRole.Generation)).EnergyMilliwattHours;

    // Half an hour of truth, the lie, and the truth again up to the full hour.
    private void AssertLeftOut(Action<ReportFrame> lie, string reason, int lostMinutes)
    {
        world.Hour(north: false);
        world.Submit(world.North, world.North.Reports(30, HostileWorld.Sunny));
        var next = world.North.NextSlotStart + 60;
        world.Submit(world.North.Id, next, world.North.Report(seal: true, HostileWorld.Sunny, lie));
        world.North.NextSlotStart = next;
        world.Submit(world.North, world.North.Reports(29, HostileWorld.Sunny));
        var evidence = world.Close();
        Assert.Contains(HostileWorld.Of(evidence, world.North).LeftOut, left => left.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Equal((59 - lostMinutes) * Minute, Generation(evidence));
        AssertSouthIsPaid();
    }

    private void AssertSouthIsPaid() => Assert.Equal(
        HostileWorld.HonestLeaves().Where(leaf => leaf.TokenId == world.South.Number), world.Leaves().Where(leaf => leaf.TokenId == world.South.Number));
}
