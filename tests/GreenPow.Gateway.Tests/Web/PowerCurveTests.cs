using GreenPow.Gateway.Web;

namespace GreenPow.Gateway.Tests.Web;

public class PowerCurveTests
{
    private const long Day = 1_763_535_600;
    private const int Hour = 3600;

    private static CurvePoint At(int hour, CurveState state, long milliwatts) => new(Day + hour * Hour, state, milliwatts);

    [Fact]
    public void A_missing_hour_is_a_band_and_not_a_zero()
    {
        var curve = PowerCurve.Draw([At(0, CurveState.Sealed, 50_000), At(2, CurveState.Sealed, 50_000)], Day, Hour, Day + 3 * Hour);
        var gap = Assert.Single(curve.Gaps);
        Assert.Equal((Day + Hour, Day + 2L * Hour), (gap.FromUnixSeconds, gap.ToUnixSeconds));
        Assert.Equal("M20 0M100 0", curve.SealedPath);
    }

    [Fact]
    public void Provisional_power_is_a_path_of_its_own_that_joins_the_sealed_one()
    {
        var curve = PowerCurve.Draw([At(0, CurveState.Sealed, 10_000), At(1, CurveState.Provisional, 10_000)], Day, Hour, Day + 2 * Hour);
        Assert.Equal("M20 0", curve.SealedPath);
        Assert.Equal("M20 0L60 0", curve.ProvisionalPath);
        Assert.Empty(curve.Gaps);
    }

    [Fact]
    public void Time_that_has_not_been_yet_is_no_gap()
    {
        var curve = PowerCurve.Draw([At(0, CurveState.Sealed, 0)], Day, Hour, Day + Hour);
        Assert.Empty(curve.Gaps);
    }

    [Fact]
    public void An_empty_day_is_one_gap_as_wide_as_the_drawing()
    {
        var gap = Assert.Single(PowerCurve.Draw([], Day, Hour, Day + 10 * 86_400).Gaps);
        Assert.Equal((0.0, PowerCurve.Width), (gap.X, gap.Width));
    }

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(10_001, 20_000)]
    [InlineData(412_000, 500_000)]
    [InlineData(500_001, 1_000_000)]
    public void The_scale_ends_at_a_round_number(long highest, long top) => Assert.Equal(top, PowerCurve.RoundTop(highest));
}
