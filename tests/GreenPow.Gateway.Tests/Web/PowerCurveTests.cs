using GreenPow.Energy;
using GreenPow.Gateway.Web;

namespace GreenPow.Gateway.Tests.Web;

public class PowerCurveTests
{
    private const long Day = 1_763_535_600;
    private const int Minute = 60;
    private const int Hour = 3600;

    /// <summary>A slot of that many watts.</summary>
    private static CurveSlot Slot(long start, long end, int watts, CurveState state = CurveState.Sealed) => new(Day + start, Day + end, state, watts * (end - start) * 1000 / 3600);

    private static IEnumerable<CurveSlot> Minutes(int from, int to, int watts, CurveState state = CurveState.Sealed) =>
        Enumerable.Range(from, to - from).Select(minute => Slot(minute * Minute, (minute + 1) * Minute, watts, state));

    private static (long From, long To) Of(GapBand gap) => (gap.FromUnixSeconds - Day, gap.ToUnixSeconds - Day);

    [Fact]
    public void A_missing_hour_is_a_band_and_not_a_zero()
    {
        var curve = PowerCurve.Draw([Slot(0, Hour, 50), Slot(2 * Hour, 3 * Hour, 50)], Day, Day + 3 * Hour);
        Assert.Equal((Hour, 2 * Hour), Of(Assert.Single(curve.Gaps)));
        Assert.Equal("M0 0L20 0L40 0M80 0L100 0L120 0", curve.SealedPath);
    }

    [Fact]
    public void A_missing_minute_is_a_gap_of_a_minute()
    {
        var curve = PowerCurve.Draw(Minutes(0, 7, 60).Concat(Minutes(8, 60, 60)), Day, Day + Hour);
        Assert.Equal((7 * Minute, 8 * Minute), Of(Assert.Single(curve.Gaps)));
        Assert.Equal(2, curve.SealedPath.Count(command => command == 'M'));
    }

    [Fact]
    public void A_single_minute_between_two_gaps_is_a_short_line()
    {
        var curve = PowerCurve.Draw([Slot(Hour, Hour + Minute, 60)], Day, Day + 2 * Hour);
        Assert.Equal([(0, Hour), (Hour + Minute, 2 * Hour)], curve.Gaps.Select(Of));
        Assert.Equal("M40 96L40.33 96L40.67 96", curve.SealedPath);
    }

    [Fact]
    public void Provisional_power_is_a_path_of_its_own_that_begins_where_the_sealed_one_ends()
    {
        var curve = PowerCurve.Draw([Slot(0, Hour, 10), Slot(Hour, 2 * Hour, 5, CurveState.Provisional)], Day, Day + 2 * Hour);
        Assert.Equal("M0 0L20 0L40 0", curve.SealedPath);
        Assert.Equal("M40 0L60 120L80 120", curve.ProvisionalPath);
        Assert.Empty(curve.Gaps);
    }

    [Fact]
    public void A_report_that_is_not_due_yet_is_no_gap()
    {
        var curve = PowerCurve.Draw(Minutes(0, 3, 0), Day, Day + 3 * Minute);
        Assert.Empty(curve.Gaps);
    }

    [Fact]
    public void An_empty_day_is_one_gap_as_wide_as_the_drawing()
    {
        var gap = Assert.Single(PowerCurve.Draw([], Day, Day + 10 * 86_400).Gaps);
        Assert.Equal((0.0, PowerCurve.Width), (gap.X, gap.Width));
    }

    [Fact]
    public void A_whole_day_of_minutes_is_drawn_by_five_minutes()
    {
        var curve = PowerCurve.Draw(Minutes(0, 1440, 60), Day, Day + 86_400);
        Assert.Equal(288 + 1, curve.SealedPath.Count(command => command == 'L'));
        Assert.Empty(curve.Gaps);
    }

    [Fact]
    public void A_slot_over_midnight_is_cut_and_keeps_its_power()
    {
        var curve = PowerCurve.Draw([Slot(-1800, 1800, 10)], Day, Day + 1800);
        Assert.Equal("M0 0L10 0L20 0", curve.SealedPath);
        Assert.Empty(curve.Gaps);
    }

    [Fact]
    public void The_slot_of_the_very_first_report_is_no_gap()
    {
        var baseline = new Period(Day + Hour, Day + Hour + Minute);
        Assert.Equal([(0, Hour)], PowerCurve.Draw(Minutes(61, 120, 60), Day, Day + 2 * Hour, baseline: baseline).Gaps.Select(Of));
        Assert.Equal([(0, Hour), (Hour + Minute, 2 * Hour)], PowerCurve.Draw([], Day, Day + 2 * Hour, baseline: baseline).Gaps.Select(Of));
    }

    [Fact]
    public void Time_before_the_commissioning_is_no_gap()
    {
        Assert.Equal([(Hour, 2 * Hour)], PowerCurve.Draw([], Day, Day + 2 * Hour, sinceUnixSeconds: Day + Hour).Gaps.Select(Of));
        Assert.Empty(PowerCurve.Draw([], Day, Day + 2 * Hour, sinceUnixSeconds: Day + 3 * Hour).Gaps);
    }

    [Fact]
    public void Two_drawings_can_share_a_scale() => Assert.Equal(500_000, PowerCurve.Draw(Minutes(0, 60, 60), Day, Day + Hour, leastTopMilliwatts: 500_000).TopMilliwatts);

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(10_001, 20_000)]
    [InlineData(412_000, 500_000)]
    [InlineData(500_001, 1_000_000)]
    public void The_scale_ends_at_a_round_number(long highest, long top) => Assert.Equal(top, PowerCurve.RoundTop(highest));
}
