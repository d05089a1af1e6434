using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Tests.Sky;

public class SkyOverPlaceTests
{
    [Theory, MemberData(nameof(SkyFilesTests.Days), MemberType = typeof(SkyFilesTests))]
    public void On_its_own_date_the_sky_gives_back_what_was_measured(string name)
    {
        var day = SkyFilesTests.Read(name);
        var sky = new SkyOverPlace(day);
        var (replayed, measured) = (0.0, 0.0);
        for (var minute = 0; minute < MeasuredDay.Minutes; minute++)
        {
            if (double.IsNaN(day.GlobalHorizontal[minute]) || SolarPosition.At(day.Place, day.UnixSecondsOf(minute)).ZenithDegrees > 85)
                continue;
            replayed += sky.At(day.UnixSecondsOf(minute)).Light.GlobalHorizontal;
            measured += day.GlobalHorizontal[minute];
        }
        Assert.True(measured > 0);
        Assert.Equal(1, replayed / measured, 0.003);
    }

    [Fact]
    public void A_clear_day_stays_near_its_clear_sky_model()
    {
        var day = SkyFiles.Tucson();
        var (modelled, measured) = (0.0, 0.0);
        for (var minute = 0; minute < MeasuredDay.Minutes; minute++)
        {
            modelled += ClearSky.GlobalHorizontal(day.Place, SolarPosition.At(day.Place, day.UnixSecondsOf(minute)));
            measured += day.GlobalHorizontal[minute];
        }
        Assert.Equal(1, modelled / measured, 0.05);
    }

    [Fact]
    public void Direct_light_of_the_split_is_near_the_measured_direct_light_of_a_clear_day()
    {
        var day = SkyFiles.Tucson();
        var (split, measured) = (0.0, 0.0);
        for (var minute = 0; minute < MeasuredDay.Minutes; minute++)
        {
            var sun = SolarPosition.At(day.Place, day.UnixSecondsOf(minute));
            if (sun.ZenithDegrees > 80)
                continue;
            split += Irradiance.Split(day.GlobalHorizontal[minute], sun).DirectNormal;
            measured += day.DirectNormal[minute];
        }
        Assert.Equal(1, split / measured, 0.10);
    }

    [Theory, MemberData(nameof(SkyFilesTests.Days), MemberType = typeof(SkyFilesTests))]
    public void Light_comes_exactly_while_the_sun_of_the_simulated_date_is_up(string name)
    {
        var sky = new SkyOverPlace(SkyFilesTests.Read(name));
        var june = new DateTimeOffset(2026, 6, 21, 7, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        for (var minute = 0; minute < 1440; minute++)
        {
            var (sun, light, air) = sky.At(june + 60 * minute);
            Assert.InRange(light.GlobalHorizontal, 0, 1500);
            Assert.InRange(air, -40, 50);
            if (sun.ZenithDegrees >= 90)
                Assert.Equal(0, light.GlobalHorizontal);
            else if (sun.ZenithDegrees < 88)
                Assert.True(light.GlobalHorizontal > 0);
        }
    }
}
