using GreenPow.Energy;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>An owner with the device key and a soldering iron, who wants tokens for nothing or the neighbour's mint stopped.</summary>
public class OwnerAttackTests
{
    [Fact]
    public void Energy_that_was_never_surplus_mints_nothing()
    {
        using var world = new HostileWorld();
        world.Submit(world.North, world.North.Reports(60, [0, 0, 1_200, 0]));
        world.Hour(north: false);
        var north = HostileWorld.Of(world.Close(), world.North);
        Assert.Equal((nameof(BasisVerdict.NeverSurplus), 0L, 0L), (north.Storage!.Verdict, north.EnergyMintedMilliwattHours, north.DecaMintedMilliwattHours));
        AssertSouthIsPaid(world);
    }

    [Fact]
    public void Energy_sent_round_twice_mints_once()
    {
        using var world = new HostileWorld();
        world.Hour();
        var honest = HostileWorld.Of(world.Close(), world.North).EnergyMintedMilliwattHours;
        foreach (var site in world.Sites) site.NextSlotStart = HostileWorld.Begin + HostileWorld.Day;
        // What came back without a burned token is sent again, and again mined with.
        world.Submit(world.North, world.North.Reports(60, [0, 0, 1_200, 1_200]));
        world.Submit(world.South, world.South.Reports(60, [0, 0, 0, 0]));
        world.Submit(world.Barn, world.Barn.Reports(60, [1_180, 0]));
        var north = HostileWorld.Of(world.Close(day: 1), world.North);
        Assert.Equal(nameof(BasisVerdict.SentRoundTwice), north.Storage!.Verdict);
        // The first day's loss and bound were surplus and never counted: no more than that can be minted now.
        Assert.InRange(honest + north.EnergyMintedMilliwattHours, honest, 59 * 1_200);
    }

    /// <summary>An hour of mining on the grid, then an hour of sun that is sent whole: however the first hour is kept out of the mint, its load is not.</summary>
    [Theory]
    [InlineData("told as it was")]
    [InlineData("with a curve that says something else")]
    [InlineData("with the load called generation")]
    [InlineData("with the load left out")]
    [InlineData("never sent")]
    public void A_load_is_not_hidden_by_what_keeps_its_reports_out_of_the_mint(string how)
    {
        using var world = new HostileWorld();
        world.Submit(world.North, world.North.Report(seal: true, [0, 0, 0, 0]));
        var night = world.North.Reports(60, [0, 1_200, 0, 0], frame =>
        {
            if (how.Contains("curve", StringComparison.Ordinal)) (frame.IntervalCount, frame.Channels[1].MeanPowerMilliwatts[0]) = (1, 400_000);
            if (how.Contains("generation", StringComparison.Ordinal)) frame.Channels[1].Role = ChannelRole.Generation;
            if (how.Contains("left out", StringComparison.Ordinal)) frame.ChannelCount = 1;
        });
        if (how != "never sent") world.Submit(world.North, night);
        foreach (var site in new[] { world.South, world.Barn }) site.NextSlotStart = world.North.NextSlotStart;
        world.Submit(world.North, world.North.Reports(60, [1_200, 0, 1_200, 0]));
        world.Hour(north: false);
        // Late enough that nothing missing is waited for.
        var north = HostileWorld.Of(world.Close(now: DateTimeOffset.FromUnixTimeSeconds(HostileWorld.Begin + 40 * HostileWorld.Day)), world.North);
        Assert.Equal(60 * 1_200, north.BooksAfter.MiningLoadMilliwattHours);
        Assert.Equal((nameof(BasisVerdict.NeverSurplus), 0L), (north.Storage!.Verdict, north.EnergyMintedMilliwattHours));
    }

    [Fact]
    public void Energy_that_a_channel_received_for_one_meter_is_never_paid_to_the_next_one()
    {
        using var world = new HostileWorld();
        var barn = world.Barn.Number;
        world.Bindings[world.South] = null;
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny));
        world.Submit(world.South, world.South.Reports(60, HostileWorld.Sunny)); // to nowhere
        world.Submit(world.Barn, world.Barn.Reports(60, [1_180, 0]));
        var first = HostileWorld.Of(world.Close(), world.North).EnergyMintedMilliwattHours;
        Assert.InRange(first, 69_000, 59 * 1_180);

        // The channel changes hands after the epoch; the books of both go on, and only what comes from then on is South's.
        (world.Bindings[world.North], world.Bindings[world.South]) = (null, new(barn, 0, HostileWorld.Begin + HostileWorld.Day));
        var nothingNew = HostileWorld.Of(world.Close(day: 1), world.South);
        Assert.Equal((0L, null), (nothingNew.EnergyMintedMilliwattHours, nothingNew.Storage));
        foreach (var site in world.Sites) site.NextSlotStart = HostileWorld.Begin + (2 * HostileWorld.Day);
        world.Submit(world.South, world.South.Reports(60, HostileWorld.Sunny));
        world.Submit(world.Barn, world.Barn.Reports(60, [1_180, 0]));
        var second = HostileWorld.Of(world.Close(day: 2), world.South);
        Assert.Equal((59 * 1_200L, 59 * 1_180L), (second.Storage!.SentMilliwattHours, second.Storage.ReceivedMilliwattHours));
    }

    [Fact]
    public void What_was_earned_at_one_storage_waits_for_it_while_the_site_feeds_another()
    {
        using var world = new HostileWorld();
        world.Hour();
        FlowBooksView BooksWithBarn(EpochEvidence evidence) => HostileWorld.Of(evidence, world.North).BooksAfter.Flows.Single(flow => flow.StorageTokenId == world.Barn.Number);
        var carried = BooksWithBarn(world.Close());
        Assert.NotEqual("0", carried.CarryParts);
        world.Bindings[world.North] = new(world.Barn.Number + 1, 3, HostileWorld.Begin + HostileWorld.Day); // not registered with ENERGY here
        Assert.Equal(carried, BooksWithBarn(world.Close(day: 1)));
        world.Bindings.Remove(world.North);
        Assert.Equal(carried, BooksWithBarn(world.Close(day: 2)));
    }

    [Fact]
    public void A_load_that_calls_itself_generation_mints_nothing()
    {
        using var world = new HostileWorld();
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny, frame => frame.Channels[1].Role = ChannelRole.Generation));
        world.Hour(north: false);
        var north = HostileWorld.Of(world.Close(), world.North);
        Assert.Equal((0L, 0L), (north.EnergyMintedMilliwattHours, north.DecaMintedMilliwattHours));
        Assert.Contains(north.LeftOut, left => left.Reason == "channel 1 reports role 1, it is commissioned with role 2");
        AssertSouthIsPaid(world);
    }

    [Fact]
    public void A_load_that_is_not_reported_any_more_mints_nothing()
    {
        using var world = new HostileWorld();
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny, frame => frame.ChannelCount = 1));
        world.Hour(north: false);
        Assert.Equal(0, HostileWorld.Of(world.Close(), world.North).DecaMintedMilliwattHours);
    }

    [Fact]
    public void A_meter_of_an_instrument_that_does_not_integrate_mints_nothing()
    {
        using var world = new HostileWorld(north: new(1, DeviceKind.Meter, 1, 2, 6, 7) { CommissionedInstrument = Instrument.Ads1115 });
        world.Hour();
        var north = HostileWorld.Of(world.Close(), world.North);
        Assert.Equal((0L, 0L), (north.EnergyMintedMilliwattHours, north.DecaMintedMilliwattHours));
        AssertSouthIsPaid(world);
    }

    [Fact]
    public void A_storage_of_an_instrument_that_does_not_integrate_proves_nothing_received()
    {
        using var world = new HostileWorld(barn: new(3, DeviceKind.Storage, 8, 8) { CommissionedInstrument = Instrument.Ads1115 });
        world.Hour();
        Assert.Equal("0", world.Close().EnergyWei);
    }

    [Fact]
    public void An_uncertainty_that_the_frame_plays_down_stays_the_commissioned_one()
    {
        using var world = new HostileWorld();
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny, frame => Array.ForEach(frame.Channels, channel => channel.UncertaintyHundredths = 0)));
        world.Submit(world.South, world.South.Reports(60, HostileWorld.Sunny));
        world.Submit(world.Barn, world.Barn.Reports(60, HostileWorld.Received, frame => Array.ForEach(frame.Channels, channel => channel.UncertaintyHundredths = 0)));
        world.Close();
        Assert.Equal(HostileWorld.HonestLeaves(), world.Leaves());
    }

    [Fact]
    public void A_missing_calibration_doubles_the_bound() => AssertDoubled(new(), frame => frame.Flags |= ReportFlags.CalibrationMissing);

    [Fact]
    public void An_expired_calibration_doubles_the_bound_though_the_device_does_not_say_so()
    {
        var frame = new CommissioningFrame { Record = 1, FromSequence = 1, ChannelCount = 1, Expires = HostileWorld.Begin };
        (frame.Channels[0].Role, frame.Channels[0].Instrument) = (ChannelRole.Generation, Instrument.Ina228);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        AssertDoubled(new(north: new(1, DeviceKind.Meter, 1, 2, 6, 7) { CommissioningFrame = bytes }), null);
    }

    [Fact]
    public void Made_up_counters_of_a_storage_do_not_stop_the_mint_of_others()
    {
        using var world = new HostileWorld();
        world.Hour(minutes: 59);
        world.Submit(world.Barn, world.Barn.Report(seal: true, HostileWorld.Received, frame => Array.ForEach(frame.Channels, channel => channel.EnergyMilliwattHours = long.MaxValue)));
        world.Close();
        Assert.Equal(HostileWorld.HonestLeaves(59), world.Leaves());
    }

    [Fact]
    public void A_made_up_counter_in_a_slot_of_one_second_does_not_stop_the_gateway()
    {
        using var world = new HostileWorld();
        world.Hour();
        var result = world.Submit(world.North, world.North.Report(seal: true, HostileWorld.Sunny, frame =>
        {
            frame.SlotSeconds = 1;
            frame.Channels[0].EnergyMilliwattHours = long.MaxValue;
        }));
        Assert.Equal(1, result.Accepted);
        Assert.Contains(world.Catalogue.Findings(world.North.Id), finding => finding.Kind == Finding.OverCapacity);
        world.Restart();
        world.Close();
        Assert.Equal(HostileWorld.HonestLeaves(), world.Leaves());
    }

    [Fact]
    public void A_sequence_far_ahead_stops_nobody_once_its_hole_is_too_old_to_be_filled()
    {
        using var world = new HostileWorld();
        world.Hour();
        world.North.Sequence = (ulong)long.MaxValue - 1;
        world.Submit(world.North, world.North.Report(seal: true, HostileWorld.Sunny));
        world.Close(now: DateTimeOffset.FromUnixTimeSeconds(HostileWorld.Begin + 40 * HostileWorld.Day));
        Assert.Equal(HostileWorld.HonestLeaves(), world.Leaves());
    }

    [Fact]
    public void A_site_that_one_epoch_does_not_see_is_not_paid_again_in_the_next()
    {
        using var world = new HostileWorld();
        world.Hour();
        world.Close();
        foreach (var site in world.Sites) site.NextSlotStart = HostileWorld.Begin + HostileWorld.Day;
        world.Submit(world.South, world.South.Reports(10, HostileWorld.Sunny));
        Assert.Equal(world.North.Number, Assert.Single(world.Close(day: 1, without: world.North).Waiting).TokenId);
        world.Close(day: 2);
        Assert.Equal(HostileWorld.HonestLeaves().Where(leaf => leaf.TokenId == world.North.Number), world.Leaves().Where(leaf => leaf.TokenId == world.North.Number));
    }

    [Fact]
    public void A_storage_that_one_epoch_does_not_see_costs_its_feeders_nothing()
    {
        using var world = new HostileWorld();
        world.Hour();
        Assert.Equal("0", world.Close(without: world.Barn).EnergyWei);
        world.Close(day: 1);
        Assert.Equal(HostileWorld.HonestLeaves().OrderBy(leaf => leaf.ToString()), world.Leaves().OrderBy(leaf => leaf.ToString()));
    }

    private static void AssertDoubled(HostileWorld world, Action<ReportFrame>? change)
    {
        using var _ = world;
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny, change));
        world.Hour(north: false);
        var evidence = world.Close();
        var (north, south) = (Generation(HostileWorld.Of(evidence, world.North)), Generation(HostileWorld.Of(evidence, world.South)));
        Assert.Equal(south.EnergyMilliwattHours, north.EnergyMilliwattHours);
        Assert.InRange(north.EnergyMilliwattHours - north.LowerMilliwattHours, 2 * (south.EnergyMilliwattHours - south.LowerMilliwattHours) - 1, 2 * (south.EnergyMilliwattHours - south.LowerMilliwattHours));
    }

    private static EnergyView Generation(SiteEvidence site) => site.Energy.Single(energy => energy.Role == nameof(EnergyRole.Generation));

    private static void AssertSouthIsPaid(HostileWorld world) => Assert.Equal(
        HostileWorld.HonestLeaves().Where(leaf => leaf.TokenId == world.South.Number), world.Leaves().Where(leaf => leaf.TokenId == world.South.Number));
}
