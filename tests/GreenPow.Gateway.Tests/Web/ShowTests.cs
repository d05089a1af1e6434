using GreenPow.Gateway.Web;

namespace GreenPow.Gateway.Tests.Web;

public class ShowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0 Wh")]
    [InlineData(999, "999 mWh")]
    [InlineData(1_999, "1.9 Wh")]
    [InlineData(1_842_999, "1.842 kWh")]
    [InlineData(2_000_000_000, "2.000 MWh")]
    [InlineData(-1_500, "-1.5 Wh")]
    public void Energy_is_cut_and_never_rounded_up(long milliwattHours, string text) => Assert.Equal(text, Show.Energy(milliwattHours));

    [Theory]
    [InlineData(0, "0 W")]
    [InlineData(300, "0.3 W")]
    [InlineData(412_400, "412 W")]
    [InlineData(1_240_000, "1.24 kW")]
    public void Power_has_its_unit(long milliwatts, string text) => Assert.Equal(text, Show.Power(milliwatts));

    [Theory]
    [InlineData(900, "90 %")]
    [InlineData(5, "0.5 %")]
    public void A_share_is_in_percent(int thousandths, string text) => Assert.Equal(text, Show.Permille(thousandths));

    [Theory]
    [InlineData(12, "12 s ago")]
    [InlineData(240, "4 min ago")]
    [InlineData(7200, "2 h ago")]
    [InlineData(-60, "in the future")]
    public void An_age_says_how_old(int secondsAgo, string text) => Assert.Equal(text, Show.Age(Now.AddSeconds(-secondsAgo), Now));

    [Theory]
    [InlineData("0", "0.000000")]
    [InlineData("1842310999999999999", "1.842310")]
    [InlineData("1234000000000000000000", "1,234.000000")]
    public void Tokens_are_cut_at_six_decimals(string wei, string text) => Assert.Equal(text, Show.Tokens(wei));

    [Fact]
    public void A_device_that_was_never_heard_says_never() => Assert.Equal("never", Show.Age(null, Now));

    [Fact]
    public void Times_are_shown_in_the_days_of_the_dao()
    {
        Assert.Equal("2026-11-20 05:00", Show.Time(Now, -25_200));
        Assert.Equal("UTC-7", Show.Offset(-25_200));
        Assert.Equal("UTC+5:30", Show.Offset(19_800));
    }
}
