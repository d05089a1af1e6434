using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Hostile;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>A dead device and its successor at one site: every minute is counted at most once, and no difference is made between the two.</summary>
public class SuccessionTests
{
    private const long PerMinute = 1_500;

    [Fact]
    public void The_books_of_a_site_go_on_behind_its_next_meter()
    {
        using var world = new HostileWorld();
        world.Hour();
        var before = HostileWorld.Of(world.Close(), world.North);
        Assert.Equal(59 * PerMinute, before.BooksAfter.GenerationMilliwattHours);
        Assert.Null(before.Terms);

        NextDay(world);
        world.Hour(minutes: 30); // day 1: the old meter's last half hour
        var heir = Heir(world, world.North.NextSlotStart);
        world.Succeed(world.North, heir);
        world.Submit(heir, heir.Reports(30, HostileWorld.Sunny));
        world.Submit(world.South, world.South.Reports(30, HostileWorld.Sunny));
        world.Submit(world.Barn, world.Barn.Reports(30, HostileWorld.Received));
        var after = HostileWorld.Of(world.Close(1), heir);

        // From the last report of day 0: 30 minutes of the old meter; of the new one all but its first report, which is its baseline.
        Assert.Equal((59 + 30 + 29) * PerMinute, after.BooksAfter.GenerationMilliwattHours);
        Assert.Equal((60ul, 120ul), (after.FirstSealed!.Sequence, after.LastSealed!.Sequence));
        Assert.Equal([new TermView(world.North.Id.ToString(), 0, 90), new TermView(heir.Id.ToString(), 90, null)], after.Terms!.Value);
        Assert.Contains(after.LeftOut, part => part is { Verdict: "NewSegment", FromSequence: 90, ToSequence: 91, EnergyMilliwattHours: 0 });
        Assert.True(after.DecaMintedMilliwattHours > 0);

        NextDay(world);
        heir.NextSlotStart = world.South.NextSlotStart;
        world.Submit(heir, heir.Reports(60, HostileWorld.Sunny));
        world.Hour(north: false);
        var third = HostileWorld.Of(world.Close(2), heir);
        Assert.Equal((59 + 30 + 29 + 60) * PerMinute, third.BooksAfter.GenerationMilliwattHours);
        Assert.Equal((120ul, 180ul), (third.FirstSealed!.Sequence, third.LastSealed!.Sequence));
    }

    [Fact]
    public void Minutes_that_both_meters_tell_of_are_counted_once()
    {
        using var world = new HostileWorld();
        world.Hour();
        var heir = Heir(world, world.North.NextSlotStart - 20 * 60);
        world.Succeed(world.North, heir);
        world.Submit(heir, heir.Reports(40, HostileWorld.Sunny)); // twenty of them the old meter has told
        var evidence = HostileWorld.Of(world.Close(), heir);
        Assert.Equal((59 + 19) * PerMinute, evidence.BooksAfter.GenerationMilliwattHours);
    }

    [Fact]
    public void What_the_old_meter_tells_behind_the_named_end_belongs_to_nobody()
    {
        using var world = new HostileWorld();
        world.Hour(minutes: 30);
        var heir = Heir(world, world.North.NextSlotStart + 30 * 60);
        world.Succeed(world.North, heir);
        world.Submit(world.North, world.North.Reports(30, HostileWorld.Sunny));
        world.Submit(heir, heir.Reports(10, HostileWorld.Sunny));
        var evidence = HostileWorld.Of(world.Close(), heir);
        Assert.Equal((29 + 9) * PerMinute, evidence.BooksAfter.GenerationMilliwattHours);
    }

    [Fact]
    public void Without_the_frame_the_books_wait()
    {
        using var world = new HostileWorld();
        world.Hour();
        world.Close();
        NextDay(world);
        var heir = Heir(world, world.North.NextSlotStart);
        world.Succeed(world.North, heir, isRecorded: false);
        world.Submit(heir, heir.Reports(60, HostileWorld.Sunny));
        var evidence = world.Close(1);
        Assert.DoesNotContain(evidence.Sites, site => site.DeviceId == heir.Id.ToString());
        Assert.Contains(evidence.Waiting, site => site.TokenId == world.North.Number && site.Reason.Contains("succession", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hole_in_the_new_meters_history_takes_out_its_own_energy_only()
    {
        using var world = new HostileWorld();
        world.Hour(minutes: 30);
        var heir = Heir(world, world.North.NextSlotStart);
        world.Succeed(world.North, heir);
        var reports = heir.Reports(30, HostileWorld.Sunny);
        world.Submit(heir, [.. reports[..10], .. reports[15..]]); // five lost for good
        var evidence = HostileWorld.Of(world.Close(now: DateTimeOffset.FromUnixTimeSeconds(HostileWorld.Begin).AddDays(40)), heir);
        Assert.Contains(evidence.LeftOut, part => part is { Verdict: "ReportsMissing", FromSequence: 40, ToSequence: 46 });
        Assert.Equal((29 + 9 + 14) * PerMinute, evidence.BooksAfter.GenerationMilliwattHours);
    }

    [Fact]
    public void The_new_meters_first_reports_are_waited_for()
    {
        using var world = new HostileWorld();
        world.Hour(minutes: 30);
        var heir = Heir(world, world.North.NextSlotStart);
        world.Succeed(world.North, heir);
        var reports = heir.Reports(30, HostileWorld.Sunny);
        world.Submit(heir, reports[10..]); // the first ten are still on their way
        var before = HostileWorld.Of(world.Close(), heir);
        Assert.Equal((29 * PerMinute, 31ul), (before.BooksAfter.GenerationMilliwattHours, before.WaitsForSequence));
        world.Submit(heir, reports[..10]);
        var after = HostileWorld.Of(world.Close(1), heir);
        Assert.Equal((29 + 29) * PerMinute, after.BooksAfter.GenerationMilliwattHours);
    }

    [Fact]
    public void The_books_of_a_storage_go_on_behind_its_next_meter()
    {
        using var world = new HostileWorld();
        world.Hour();
        var before = world.Close();
        NextDay(world);
        world.Hour(minutes: 30); // day 1: the old meter's last half hour
        var heir = HostileWorld.Storage(9);
        heir.NextSlotStart = world.Barn.NextSlotStart;
        world.Succeed(world.Barn, heir);
        world.Submit(heir, heir.Reports(30, HostileWorld.Received));
        world.Submit(world.North, world.North.Reports(30, HostileWorld.Sunny));
        world.Submit(world.South, world.South.Reports(30, HostileWorld.Sunny));
        var after = world.Close(1);

        var north = HostileWorld.Of(after, world.North);
        // What was sent in the minute that no storage's counter tells of is left out with it.
        Assert.Equal((1_180L * (30 + 29), 1_200L * (30 + 29)), (north.Storage!.ReceivedMilliwattHours, north.Storage.SentMilliwattHours));
        Assert.True(north.EnergyMintedMilliwattHours > 0);
        Assert.Equal(2 * 1_180L * (59 + 30 + 29), HostileWorld.Of(after, heir).BooksAfter.StoredMilliwattHours);
        Assert.Equal(2 * 1_180L * 59, HostileWorld.Of(before, world.Barn).BooksAfter.StoredMilliwattHours);
        Assert.Equal(2, HostileWorld.Of(after, heir).Terms!.Value.Length);
    }

    private static HostileSite Heir(HostileWorld world, uint nextSlotStart)
    {
        var heir = HostileWorld.Meter(9);
        heir.NextSlotStart = nextSlotStart;
        Assert.NotEqual(world.North.Id, heir.Id);
        return heir;
    }

    private static void NextDay(HostileWorld world)
    {
        foreach (var site in world.Sites) site.NextSlotStart = (uint)(HostileWorld.Begin + HostileWorld.Day * (1 + (site.NextSlotStart - HostileWorld.Begin) / HostileWorld.Day));
    }
}
