using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Powering;

public class PowerManagerTests
{
    private const int Minute = 60_000;
    private readonly MemoryFlash _flash = new();
    private readonly BenchPower _power = new();
    private readonly BenchClock _clock = new() { IsSynchronised = false };
    private readonly PowerOptions _options = new() { DarkMilliwatts = 500 };
    private PowerManager _manager;
    private long _now;

    public PowerManagerTests() => _manager = Boot(ResetReason.PowerOn);

    [Fact]
    public void It_sleeps_when_it_has_been_dark_for_ten_minutes()
    {
        Pass(9 * Minute + 59_000, 499);
        Assert.False(_manager.WantsSleep);
        Pass(1000, 499);
        Assert.True(_manager.WantsSleep);
        Assert.Equal((PowerManager.FixedSleepMilliseconds, ResetReason.WokeFromSleep), (_manager.SleepMilliseconds, _manager.SleepReason));
    }

    [Fact]
    public void A_glimpse_of_light_begins_the_ten_minutes_anew()
    {
        Pass(9 * Minute, 0);
        Pass(1000, 500);
        Pass(9 * Minute + 59_000, 0);
        Assert.False(_manager.WantsSleep);
        Pass(2000, 0);
        Assert.True(_manager.WantsSleep);
    }

    [Fact]
    public void Without_a_threshold_it_never_sleeps()
    {
        _options.DarkMilliwatts = 0;
        Pass(60 * Minute, 0);
        Assert.False(_manager.WantsSleep);
    }

    [Fact]
    public void Somebody_at_work_on_it_keeps_it_awake()
    {
        Pass(30 * Minute, 0, mustStayAwake: true);
        Assert.False(_manager.WantsSleep);
        Pass(1000, 0);
        Assert.True(_manager.WantsSleep);
    }

    [Fact]
    public void Unsent_reports_and_a_gateway_to_take_them_keep_it_awake_ten_minutes_more()
    {
        Pass(19 * Minute, 0, canSend: true);
        Assert.False(_manager.WantsSleep);
        Pass(Minute, 0, canSend: true);
        Assert.True(_manager.WantsSleep);
    }

    [Fact]
    public void A_good_battery_keeps_it_awake()
    {
        _options.AwakeAboveMillivolts = 12_600;
        _power.SupplyMillivolts = 12_600;
        Pass(60 * Minute, 0);
        Assert.False(_manager.WantsSleep);
        _power.SupplyMillivolts = 12_599;
        Pass(1000, 0);
        Assert.True(_manager.WantsSleep);
    }

    [Fact]
    public void Woken_in_the_dark_it_looks_round_for_two_minutes()
    {
        _manager = Boot(ResetReason.WokeFromSleep);
        Pass(Minute + 59_000, 0);
        Assert.False(_manager.WantsSleep);
        Pass(1000, 0);
        Assert.True(_manager.WantsSleep);
    }

    [Fact]
    public void Woken_into_daylight_the_hold_is_ten_minutes_again()
    {
        _manager = Boot(ResetReason.WokeFromSleep);
        Pass(2 * Minute, 2000);
        Pass(9 * Minute, 0);
        Assert.False(_manager.WantsSleep);
    }

    [Fact]
    public void Having_seen_mornings_it_sleeps_in_laps_of_two_hours_and_wakes_twenty_minutes_early()
    {
        _clock.IsSynchronised = true;
        At(Bench.Midnight + 6 * 3600);
        Pass(2 * Minute, 2000);
        At(Bench.Midnight + 22 * 3600);
        Pass(10 * Minute, 0);
        Assert.Equal(120L * Minute, _manager.SleepMilliseconds);
        At(Bench.Midnight + 29 * 3600);
        _manager = Boot(ResetReason.WokeFromSleep);
        Pass(2 * Minute, 0);
        // Light came at 06:01, a minute after the first; now it is 05:02.
        Assert.Equal((59 - 20) * Minute, _manager.SleepMilliseconds);
    }

    [Fact]
    public void In_what_may_be_a_black_afternoon_it_sleeps_half_an_hour_only()
    {
        _clock.IsSynchronised = true;
        At(Bench.Midnight + 6 * 3600);
        Pass(2 * Minute, 2000);
        At(Bench.Midnight + 15 * 3600);
        Pass(10 * Minute, 0);
        Assert.Equal(PowerManager.FixedSleepMilliseconds, _manager.SleepMilliseconds);
    }

    [Fact]
    public void Low_supply_puts_it_to_sleep_whatever_else_there_is_to_do()
    {
        _options.LowMillivolts = 11_000;
        _power.SupplyMillivolts = 10_999;
        Pass(1000, 9000, mustStayAwake: true, canSend: true);
        Assert.False(_manager.IsLow);
        Pass(1000, 9000, mustStayAwake: true, canSend: true);
        Assert.True(_manager.IsLow && _manager.WantsSleep);
        Assert.Equal(ResetReason.BrownOut, _manager.SleepReason);
    }

    [Fact]
    public void A_supply_that_dips_for_a_moment_is_not_low()
    {
        _options.LowMillivolts = 11_000;
        for (int i = 0; i < 20; i++)
        {
            _power.SupplyMillivolts = i % 2 == 0 ? 10_500 : 11_000;
            Pass(500, 9000);
        }

        Assert.False(_manager.IsLow);
    }

    [Fact]
    public void After_low_supply_it_sleeps_again_at_once_until_there_is_enough_and_some_more()
    {
        _options.LowMillivolts = 11_000;
        _power.SupplyMillivolts = 11_199;
        _manager = NewManager();
        Assert.True(_manager.Boot(ResetReason.BrownOut));
        Assert.Equal((PowerManager.FixedSleepMilliseconds, ResetReason.BrownOut), (_manager.SleepMilliseconds, _manager.SleepReason));
        _power.SupplyMillivolts = 11_200;
        Assert.False(NewManager().Boot(ResetReason.BrownOut));
        _power.SupplyMillivolts = 10_000;
        Assert.False(NewManager().Boot(ResetReason.PowerOn));
    }

    [Fact]
    public void A_board_that_cannot_measure_its_supply_is_never_low()
    {
        _options.LowMillivolts = 11_000;
        Pass(60_000, 9000);
        Assert.False(_manager.IsLow);
        Assert.False(NewManager().Boot(ResetReason.BrownOut));
    }

    /// <summary>However light, supply, work and clock go: no sleep is shorter than five minutes or longer than the setting, and with light and supply there is none.</summary>
    [Fact]
    public void No_weather_makes_it_sleep_too_long_or_in_the_light()
    {
        Random random = new(7);
        _options.LowMillivolts = 11_000;
        for (int night = 0; night < 300; night++)
        {
            _clock.IsSynchronised = random.Next(4) > 0;
            At(Bench.Midnight + random.Next(40 * 86400) - (random.Next(20) == 0 ? 86400 * 400 : 0));
            _manager = Boot((byte)random.Next(6));
            for (int step = 0; step < 30; step++)
            {
                long generation = random.Next(3) == 0 ? random.Next(500, 5000) : random.Next(500);
                _power.SupplyMillivolts = random.Next(10_800, 12_500);
                Pass(random.Next(1, 20) * 60_000L, generation, random.Next(5) == 0, random.Next(2) == 0);
                if (!_manager.WantsSleep) continue;
                Assert.True(_manager.IsLow || generation < 500);
                Assert.InRange(_manager.SleepMilliseconds, 5 * Minute, 120 * Minute);
                if (_manager.IsLow) Assert.True(_power.SupplyMillivolts < 11_200);
            }
        }
    }

    private void At(long utcSeconds) => _clock.UtcUnixMilliseconds = utcSeconds * 1000;

    private void Pass(long milliseconds, long generation, bool mustStayAwake = false, bool canSend = false)
    {
        long end = _now + milliseconds;
        long step = Math.Min(1000, milliseconds);
        while (_now < end)
        {
            _now += step;
            _clock.UtcUnixMilliseconds += step;
            _manager.Step(_now, generation, mustStayAwake, canSend);
        }
    }

    private PowerManager Boot(byte reason)
    {
        _now = 0;
        PowerManager manager = NewManager();
        manager.Boot(reason);
        manager.Step(0, 0, false, false);
        return manager;
    }

    private PowerManager NewManager() => new(_options, _flash, _power, _clock);
}
