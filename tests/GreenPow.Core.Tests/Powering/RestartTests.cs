using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Powering;

/// <summary>What one run leaves for the next: reason, time, count.</summary>
public class RestartTests
{
    private readonly MemoryFlash _flash = new();
    private readonly BenchClock _board = new();

    [Theory]
    [InlineData(ResetReason.WokeFromSleep, 1_800_000, ResetReason.WokeFromSleep, ResetReason.WokeFromSleep)]
    [InlineData(ResetReason.WokeFromSleep, 1_800_000, ResetReason.PowerOn, ResetReason.PowerOn)]
    [InlineData(ResetReason.BrownOut, 1_800_000, ResetReason.WokeFromSleep, ResetReason.BrownOut)]
    [InlineData(ResetReason.BrownOut, 1_800_000, ResetReason.PowerOn, ResetReason.BrownOut)]
    [InlineData(ResetReason.Software, 0, ResetReason.PowerOn, ResetReason.Software)]
    [InlineData(ResetReason.Unknown, 0, ResetReason.PowerOn, ResetReason.PowerOn)]
    public void The_reason_is_what_was_noted_as_far_as_the_chip_does_not_contradict_it(byte noted, long sleep, byte chip, byte reason)
    {
        if (noted != ResetReason.Unknown) Note().Write(noted, Clock(Note()), true, sleep);
        Assert.Equal(reason, Take(chip).Reason);
        Assert.Equal(chip, Take(chip).Reason);
    }

    [Fact]
    public void A_bite_of_the_watchdog_is_told_once_and_overrules_every_note()
    {
        Watchdog watchdog = new(_flash, 60_000);
        watchdog.Feed(1000);
        Assert.False(watchdog.Check(61_000));
        Assert.True(watchdog.Check(61_001));
        Assert.True(watchdog.Check(62_001));
        Note().Write(ResetReason.Software, Clock(Note()), true, 0);
        Watchdog next = new(_flash, 60_000);
        RestartNote note = Note();
        note.Take(ResetReason.PowerOn, next.TakeBite());
        Assert.Equal((ResetReason.Watchdog, false), (note.Reason, note.HasTime));
        Assert.False(new Watchdog(_flash, 60_000).TakeBite());
    }

    /// <summary>The loader is watched too, by a watchdog that asks for no earlier bite.</summary>
    [Fact]
    public void Bite_after_bite_is_told()
    {
        for (int bite = 0; bite < 5; bite++)
        {
            Assert.True(new Watchdog(_flash, 60_000).Check(60_001));
            Assert.True(new Watchdog(_flash, 60_000).TakeBite());
            Assert.False(new Watchdog(_flash, 60_000).TakeBite());
        }
    }

    [Fact]
    public void A_loop_that_comes_round_is_left_alone()
    {
        Watchdog watchdog = new(_flash, 60_000);
        for (long now = 0; now < 86_400_000; now += 59_000)
        {
            watchdog.Feed(now);
            Assert.False(watchdog.Check(now + 60_000));
        }

        Assert.Empty(_flash.Names);
    }

    [Fact]
    public void Half_an_hour_of_sleep_keeps_the_time_with_an_uncertainty_that_grows()
    {
        Note().Write(ResetReason.WokeFromSleep, Clock(Note()), true, 1_800_000);
        _board.IsSynchronised = false;
        KeptClock clock = Clock(Take(ResetReason.WokeFromSleep));
        Assert.True(clock.IsSynchronised);
        clock.Step(2000);
        Assert.Equal(Bench.Midnight * 1000 + 1_802_000, clock.UtcUnixMilliseconds);
        // 1 s when written, 5 % of the sleep, 5 s for the start.
        Assert.Equal(1000 + 90_000 + 5000, clock.UncertaintyMilliseconds);
        clock.Step(240_000_000);
        Assert.Equal(96_000 + 24_000, clock.UncertaintyMilliseconds);
        Assert.True(clock.IsSynchronised);
        clock.Step(240_010_000);
        Assert.False(clock.IsSynchronised);
    }

    [Fact]
    public void Two_sleeps_without_a_time_server_between_are_too_long_together()
    {
        Note().Write(ResetReason.WokeFromSleep, Clock(Note()), true, 1_800_000);
        _board.IsSynchronised = false;
        RestartNote first = Take(ResetReason.WokeFromSleep);
        first.Write(ResetReason.WokeFromSleep, Clock(first), true, 1_800_000);
        Assert.False(Clock(Take(ResetReason.WokeFromSleep)).IsSynchronised);
    }

    [Fact]
    public void A_time_that_was_not_believed_is_not_kept_over_a_restart()
    {
        Note().Write(ResetReason.Software, Clock(Note()), false, 0);
        _board.IsSynchronised = false;
        RestartNote note = Take(ResetReason.PowerOn);
        Assert.Equal((ResetReason.Software, false), (note.Reason, note.HasTime));
        Assert.False(Clock(note).IsSynchronised);
    }

    [Theory]
    [InlineData(1_800_000, ResetReason.PowerOn)]
    [InlineData(0, ResetReason.WokeFromSleep)]
    [InlineData(7_200_000, ResetReason.WokeFromSleep)]
    public void Without_an_unbroken_short_sleep_nobody_knows_the_time(long sleep, byte chip)
    {
        Note().Write(ResetReason.WokeFromSleep, Clock(Note()), true, sleep);
        _board.IsSynchronised = false;
        Assert.False(Clock(Take(chip)).IsSynchronised);
    }

    /// <summary>The chip's clock runs on through sleep, by an oscillator that may be 5 % off.</summary>
    [Theory]
    [InlineData(1_800_000, true)]
    [InlineData(7_200_000, false)]
    public void A_board_clock_that_ran_on_through_sleep_is_no_better_than_the_sleep_was_short(long sleep, bool isSynchronised)
    {
        Note().Write(ResetReason.WokeFromSleep, Clock(Note()), true, sleep);
        KeptClock clock = Clock(Take(ResetReason.WokeFromSleep));
        clock.Step(1000);
        Assert.Equal(isSynchronised, clock.IsSynchronised);
        _board.UtcUnixMilliseconds += 4000;
        clock.Step(5000);
        Assert.Equal(isSynchronised, clock.IsSynchronised);
        // A time server moves it by what it had drifted.
        _board.UtcUnixMilliseconds -= 700;
        clock.Step(5000);
        Assert.True(clock.IsSynchronised);
        Assert.Equal((_board.UtcUnixMilliseconds, 1000), (clock.UtcUnixMilliseconds, clock.UncertaintyMilliseconds));
    }

    [Fact]
    public void A_clock_that_is_set_later_is_believed_at_once_where_no_sleep_came_before()
    {
        _board.IsSynchronised = false;
        KeptClock clock = Clock(Take(ResetReason.PowerOn));
        clock.Step(1000);
        Assert.False(clock.IsSynchronised);
        _board.IsSynchronised = true;
        clock.Step(2000);
        Assert.True(clock.IsSynchronised);
    }

    [Fact]
    public void A_clock_that_was_lost_in_sleep_and_is_set_again_is_believed()
    {
        Note().Write(ResetReason.WokeFromSleep, Clock(Note()), true, 7_200_000);
        _board.IsSynchronised = false;
        KeptClock clock = Clock(Take(ResetReason.WokeFromSleep));
        clock.Step(1000);
        Assert.False(clock.IsSynchronised);
        _board.IsSynchronised = true;
        clock.Step(2000);
        Assert.True(clock.IsSynchronised);
    }

    [Fact]
    public void Four_starts_that_end_early_make_safe_mode_and_ten_minutes_end_it()
    {
        for (int start = 1; start <= 3; start++) Assert.False(Start().IsSafeMode);
        StartCounter fourth = Start();
        Assert.True(fourth.IsSafeMode);
        fourth.Step(599_999);
        Assert.True(fourth.IsSafeMode);
        fourth.Step(600_000);
        Assert.False(fourth.IsSafeMode);
        Assert.False(Start().IsSafeMode);
    }

    [Fact]
    public void A_start_that_ends_in_order_does_not_count()
    {
        for (int start = 0; start < 20; start++)
        {
            StartCounter starts = Start();
            Assert.False(starts.IsSafeMode);
            starts.Clear();
        }
    }

    [Fact]
    public void A_stable_run_writes_twice_whatever_its_length()
    {
        StartCounter starts = Start();
        for (long now = 0; now < 86_400_000; now += 1000) starts.Step(now);
        Assert.Equal(2, _flash.Operations);
    }

    /// <summary>Power cut in any of these small records: the next start knows what was, or nothing, never something else.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(1000)]
    public void A_cut_while_a_note_is_written_leaves_the_old_one_or_the_new_one(int permille)
    {
        for (int cut = 1; cut <= 4; cut++)
        {
            MemoryFlash flash = new() { CutAtOperation = cut, CutPermille = permille };
            int written = 0;
            try
            {
                for (; written < 4; written++)
                {
                    RestartNote note = new(flash);
                    note.Write(written % 2 == 0 ? ResetReason.Software : ResetReason.BrownOut, Clock(note), true, 0);
                }
            }
            catch (PowerCutException)
            {
            }

            flash.CutAtOperation = 0;
            RestartNote next = new(flash);
            next.Take(ResetReason.PowerOn, false);
            Assert.Contains(next.Reason, new[] { ResetReason.PowerOn, ResetReason.Software, ResetReason.BrownOut });
            if (written > 0) Assert.NotEqual(ResetReason.PowerOn, next.Reason);
        }
    }

    private StartCounter Start()
    {
        StartCounter starts = new(_flash);
        starts.Load();
        starts.Begin();
        return starts;
    }

    private RestartNote Note() => new(_flash);

    private RestartNote Take(byte chip)
    {
        RestartNote note = Note();
        note.Take(chip, false);
        return note;
    }

    private KeptClock Clock(RestartNote note) => new(_board, note);
}
