namespace GreenPow.Energy.Tests;

public class ValueTests
{
    [Fact]
    public void A_period_refuses_an_end_before_its_start() => Assert.Throws<ArgumentOutOfRangeException>(() => new Period(10, 9));

    [Fact]
    public void A_period_does_not_hold_its_own_end() => Assert.False(new Period(0, 10).Contains(10));

    [Theory]
    [InlineData(0, -25_200, -1)] // 1970-01-01 00:00 UTC is still the day before, at UTC-7
    [InlineData(25_200, -25_200, 0)]
    [InlineData(25_200 + 86_399, -25_200, 0)]
    [InlineData(0, 19_800, 0)] // UTC+5:30
    public void Days_begin_at_the_offset_of_the_dao(long unixSeconds, int offset, long day)
        => Assert.Equal(new DayIndex(day), new DaoCalendar(offset, 1).DayOf(unixSeconds));

    [Fact]
    public void An_epoch_of_seven_days_has_seven_days() => Assert.Equal(7 * 86_400, new DaoCalendar(-25_200, 7).PeriodOfEpoch(2_890).Seconds);

    [Fact]
    public void Every_second_lies_in_the_epoch_that_it_names()
    {
        var calendar = new DaoCalendar(-25_200, 7);
        for (var second = -2_000_000L; second < 2_000_000; second += 12_345) Assert.True(calendar.PeriodOfEpoch(calendar.EpochOf(second)).Contains(second));
    }

    [Fact]
    public void A_bound_is_difference_times_uncertainty_plus_zero_error_times_time()
        => Assert.Equal(new(5_000 + 480), new ChannelAccuracy(new(50), new(20)).BoundOf(new(1_000_000), 86_400).Floor());

    [Fact]
    public void The_lower_bound_of_less_than_its_own_error_is_nothing()
        => Assert.Equal(ExactEnergy.Zero, new EnergyBound(new(10), ExactEnergy.Of(new(11))).Lower);

    [Fact]
    public void The_largest_uncertainty_holds() => Assert.Equal(new(80), ChannelAccuracy.Of(new(30), new(80), new(50), new(20), false).Relative);

    [Fact]
    public void Without_calibration_twice_the_class_holds() => Assert.Equal(new(new(100), new(40)), ChannelAccuracy.Of(new(30), new(40), new(50), new(20), true));

    [Fact]
    public void A_remainder_is_carried_and_paid_when_it_is_whole()
    {
        var half = new ExactEnergy(ExactEnergy.PartsPerMilliwattHour / 2);
        Assert.Equal(MilliwattHours.Zero, Rounding.DownIntoCarry(half, ExactEnergy.Zero, out var carry));
        Assert.Equal(half, carry);
        Assert.Equal(new(1), Rounding.DownIntoCarry(half, carry, out carry));
        Assert.Equal(ExactEnergy.Zero, carry);
    }

    [Theory]
    [InlineData(1_842_999, "1.842 kWh")]
    [InlineData(999, "999 mWh")]
    [InlineData(0, "0.000 kWh")]
    [InlineData(-2_000_000, "-2.000 kWh")]
    public void Energy_reads_as_kilowatt_hours(long milliwattHours, string text) => Assert.Equal(text, new MilliwattHours(milliwattHours).ToString());
}
