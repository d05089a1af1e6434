using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Tests.Sky;

public class SolarPositionTests
{
    /// <summary>The largest difference is 0.010 degree; the station's place is given to 0.01 degree.</summary>
    [Fact]
    public void The_zenith_agrees_with_the_station_column_of_SURFRAD()
    {
        var day = SkyFiles.Alamosa();
        var worst = 0.0;
        for (var minute = 0; minute < MeasuredDay.Minutes; minute++)
        {
            var zenith = SolarPosition.At(day.Place, day.UnixSecondsOf(minute)).ApparentZenithDegrees;
            if (zenith < 88)
                worst = Math.Max(worst, Math.Abs(zenith - day.ZenithDegrees[minute]));
        }
        Assert.InRange(worst, 0, 0.015);
    }

    /// <summary>Meeus, "Astronomical Algorithms", example 25.a: 1992 October 13, 0h TD, declination -7.78507 degrees.</summary>
    [Fact]
    public void The_declination_is_that_of_the_example_of_Meeus()
    {
        var pole = new Place(90, 0, 0);
        var sun = SolarPosition.At(pole, new DateTimeOffset(1992, 10, 13, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        Assert.Equal(90 + 7.78507, sun.ZenithDegrees, 0.002);
    }

    [Fact]
    public void At_solar_noon_the_northern_sun_stands_in_the_south()
    {
        var place = SkyFiles.Tucson().Place;
        var morning = new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var noon = Enumerable.Range(0, 1440).Select(minute => SolarPosition.At(place, morning + 60 * minute)).MinBy(sun => Math.Abs(sun.HourAngleDegrees));
        Assert.Equal(180, noon.AzimuthDegrees, 0.5);
        // At the March equinox the sun's noon zenith is the latitude, within the day's own drift of 0.4 degree.
        Assert.Equal(place.LatitudeDegrees, noon.ZenithDegrees, 0.4);
    }
}
