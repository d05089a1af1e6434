using GreenPow.Energy;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.Tests.Minting;

public class EpochDueTests
{
    private static readonly DaoCalendar calendar = new(-25_200, 1);
    private static readonly Period day = calendar.PeriodOfEpoch(20_000);

    private static readonly DateTimeOffset applied = DateTimeOffset.FromUnixTimeSeconds(day.End + 3600);

    private static bool IsDue(long seconds) => EpochDue.IsDue(day, DateTimeOffset.FromUnixTimeSeconds(seconds), 6);

    private static bool IsDueInDemo(long seconds, params long?[] sealedUpTo) =>
        EpochDue.IsDueInDemo(day, DateTimeOffset.FromUnixTimeSeconds(seconds), 6, applied, sealedUpTo);

    [Fact]
    public void An_epoch_closes_six_hours_after_its_end() => Assert.True(IsDue(day.End + 6 * 3600));

    [Fact]
    public void Before_six_hours_it_waits() => Assert.False(IsDue(day.End + 6 * 3600 - 1));

    [Fact]
    public void The_demo_closes_when_all_is_in() => Assert.True(IsDueInDemo(day.End, day.End, day.End + 60));

    [Fact]
    public void The_demo_waits_for_the_last_device() => Assert.False(IsDueInDemo(day.End + 60, day.End, day.End - 60));

    [Fact]
    public void The_demo_waits_for_a_device_that_has_sealed_nothing() => Assert.False(IsDueInDemo(day.End + 60, day.End, null));

    [Fact]
    public void The_first_epoch_is_that_of_the_first_sealed_report() => Assert.Equal(20_000, EpochDue.Next(calendar, null, [day.Start + 60, day.End + 60]));

    [Fact]
    public void A_slot_that_ends_at_midnight_belongs_to_the_day_before() => Assert.Equal(20_000, EpochDue.Next(calendar, null, [day.End]));

    [Fact]
    public void Without_any_report_there_is_no_epoch() => Assert.Null(EpochDue.Next(calendar, null, []));

    [Fact]
    public void The_demo_gives_a_day_that_is_long_over_six_hours_from_the_newest_application()
    {
        Assert.False(IsDueInDemo(day.End + 7 * 3600 - 1, day.End - 60));
        Assert.True(IsDueInDemo(day.End + 7 * 3600, day.End - 60));
    }

    [Fact]
    public void The_demo_closes_no_day_before_its_end() => Assert.False(IsDueInDemo(day.End - 1, day.End, day.End));
}
