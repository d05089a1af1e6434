using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Tests.Sky;

public class IrradianceTests
{
    private static readonly SkyOverPlace Sky = new(SkyFiles.Tucson());

    [Fact]
    public void A_level_plane_sees_the_global_light()
    {
        var (sun, light, _) = Sky.At(Noon(2026, 10, 18));
        Assert.Equal(light.GlobalHorizontal, light.OnPlane(0, 180, sun, 0.2), light.GlobalHorizontal * 1e-9);
    }

    [Fact]
    public void A_steep_south_plane_gains_in_winter_and_loses_in_summer()
    {
        Assert.True(DayOnPlane(2026, 12, 21, 50, 180) > 1.4 * DayOnPlane(2026, 12, 21, 0, 180));
        Assert.True(DayOnPlane(2026, 6, 21, 50, 180) < DayOnPlane(2026, 6, 21, 0, 180));
    }

    [Fact]
    public void East_has_its_light_before_noon_and_west_after_it()
    {
        var morning = Sky.At(Noon(2026, 11, 19) - 3 * 3600);
        Assert.True(morning.Light.OnPlane(30, 90, morning.Sun, 0.2) > 2 * morning.Light.OnPlane(30, 270, morning.Sun, 0.2));
    }

    [Fact]
    public void A_panel_never_exceeds_its_registered_watts_and_rests_at_night()
    {
        var panel = new SolarPanel(500, 35, 180);
        var powers = Enumerable.Range(0, 1440).Select(minute => panel.PowerWatts(Sky, Noon(2026, 11, 19) - 43_200 + 60 * minute)).ToArray();
        Assert.InRange(powers.Max(), 350, 500);
        Assert.Equal(0, powers[0]);
    }

    private static double DayOnPlane(int year, int month, int day, double tilt, double azimuth) => Enumerable.Range(0, 288).Sum(step =>
    {
        var (sun, light, _) = Sky.At(Noon(year, month, day) - 43_200 + 300 * step);
        return light.OnPlane(tilt, azimuth, sun, 0.2);
    });

    private static long Noon(int year, int month, int day) => new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.FromHours(-7)).ToUnixTimeSeconds();
}
