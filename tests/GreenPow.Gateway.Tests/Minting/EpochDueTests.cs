using GreenPow.Energy;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.Tests.Minting;

public class EpochDueTests
{
    private static readonly DaoCalendar calendar = new(-25_200, 1);
    private static readonly Period day = calendar.PeriodOfEpoch(20_000);

    private static bool IsDue(long seconds, bool asSoonAsAllIsIn, params long?[] sealedUpTo) =>
        EpochDue.IsDue(day, DateTimeOffset.FromUnixTimeSeconds(seconds), 6, asSoonAsAllIsIn, sealedUpTo);

    [Fact]
    public void An_epoch_closes_six_hours_after_its_end() => Assert.True(IsDue(day.End + 6 * 3600, false));

    [Fact]
    public void Before_six_hours_it_waits_even_when_all_is_in() => Assert.False(IsDue(day.End + 6 * 3600 - 1, false, day.End));

    [Fact]
    public void The_demo_closes_when_all_is_in() => Assert.True(IsDue(day.End, true, day.End, day.End + 60));

    [Fact]
    public void The_demo_waits_for_the_last_device() => Assert.False(IsDue(day.End + 60, true, day.End, day.End - 60));

    [Fact]
    public void The_demo_waits_for_a_device_that_has_sealed_nothing() => Assert.False(IsDue(day.End + 60, true, day.End, null));

    [Fact]
    public void The_first_epoch_is_that_of_the_first_sealed_report() => Assert.Equal(20_000, EpochDue.Next(calendar, null, [day.Start + 60, day.End + 60]));

    [Fact]
    public void A_slot_that_ends_at_midnight_belongs_to_the_day_before() => Assert.Equal(20_000, EpochDue.Next(calendar, null, [day.End]));

    [Fact]
    public void Without_any_report_there_is_no_epoch() => Assert.Null(EpochDue.Next(calendar, null, []));
}
