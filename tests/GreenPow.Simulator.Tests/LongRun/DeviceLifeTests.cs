using GreenPow.Simulator.LongRun;

namespace GreenPow.Simulator.Tests.LongRun;

/// <summary>Whole lives in virtual time; every rule of the long run is checked in each, and a broken one throws with seed, day and events.</summary>
public class DeviceLifeTests
{
    [Fact]
    public void Two_weeks_of_everything_that_goes_wrong_break_no_rule()
    {
        var life = DeviceLife.Run(LifeOptions.Of(seed: 1, days: 14));
        Assert.InRange(life.Troubles, 100, 200);
        Assert.Equal(2, life.Devices);
        Assert.InRange(life.SealedReports, 3_000, 9_000);
        Assert.InRange(life.CountedWattHours, 0.85 * life.TrueWattHours, 1.005 * life.TrueWattHours);
    }

    /// <summary>Each kind of trouble alone, so that a broken rule names its cause.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Four_days_with_one_kind_of_trouble_break_no_rule(LifeTrouble kind)
    {
        var life = DeviceLife.Run(LifeOptions.Of(seed: 4, days: 4) with { Only = kind });
        Assert.InRange(life.Troubles, 1, 20);
        Assert.InRange(life.SealedReports, 500, 4_000);
    }

    public static TheoryData<LifeTrouble> Kinds => [.. Enum.GetValues<LifeTrouble>()];

    /// <summary>Sixty cuts a year in a few days: some leave a whole report behind whose step ended with the power.</summary>
    [Theory]
    [InlineData(46)]
    [InlineData(53)]
    [InlineData(104)]
    public void A_report_that_was_whole_when_power_went_is_judged_by_what_flowed_until_then(int seed) =>
        Assert.InRange(DeviceLife.Run(LifeOptions.Of(seed, days: 3) with { Only = LifeTrouble.PowerCut, TroubleRate = 60 }).PowerCutsInWrites, 1, 30);

    [Fact]
    public void A_quiet_life_counts_what_flowed_in_one_segment_and_loses_nothing()
    {
        var life = DeviceLife.Run(LifeOptions.Of(seed: 3, days: 3) with { TroubleRate = 0 });
        Assert.Equal((0L, 1L, 0L), (life.Troubles, life.Segments, life.LostReports));
        Assert.InRange(life.CountedWattHours / life.TrueWattHours, 0.998, 1.002);
    }

    [Fact]
    public void A_small_flash_that_overflows_in_an_outage_declares_every_report_that_it_lost()
    {
        var life = DeviceLife.Run(LifeOptions.Of(seed: 2, days: 14));
        Assert.InRange(life.LostReports, 1, 5_000);
        Assert.InRange(life.Segments, 2, 60);
    }

    [Fact]
    public void The_same_seed_is_the_same_life()
    {
        var options = LifeOptions.Of(seed: 6, days: 3);
        Assert.Equal(DeviceLife.Run(options), DeviceLife.Run(options));
    }
}
