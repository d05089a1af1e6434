namespace GreenPow.Simulator.Sky;

/// <summary>The clouds of a measured day under the sun of any other date: clear-sky index at the same hour angle times that date's clear sky.</summary>
public sealed class SkyOverPlace
{
    /// <summary>With the sun lower than this, measured and clear-sky light are both so small that their ratio is noise; the nearest index above it holds.</summary>
    private const double LowestZenithDegrees = 85;

    private readonly double[] index = new double[MeasuredDay.Minutes];
    private readonly double[] airTemperature;
    private readonly double solarNoonMinute;

    public SkyOverPlace(MeasuredDay day)
    {
        Place = day.Place;
        for (var minute = 0; minute < index.Length; minute++)
        {
            var sun = SolarPosition.At(Place, day.UnixSecondsOf(minute));
            index[minute] = sun.ZenithDegrees > LowestZenithDegrees ? double.NaN : day.GlobalHorizontal[minute] / ClearSky.GlobalHorizontal(Place, sun);
        }
        // Only the simulated sky is bridged over missing minutes, from the index on either side; no meter reading ever is.
        Bridge(index);
        airTemperature = [.. day.AirTemperatureCelsius];
        Bridge(airTemperature);
        // Noon of the middle of the file; the hour angle runs evenly enough (30 s a day at most) to count minutes from it.
        var middle = MeasuredDay.Minutes / 2;
        solarNoonMinute = middle - SolarPosition.At(Place, day.UnixSecondsOf(middle)).HourAngleDegrees * 4;
    }

    public Place Place { get; }

    public (SolarPosition Sun, Irradiance Light, double AirTemperatureCelsius) At(double unixSeconds)
    {
        var sun = SolarPosition.At(Place, unixSeconds);
        var minute = (solarNoonMinute + sun.HourAngleDegrees * 4 + MeasuredDay.Minutes) % MeasuredDay.Minutes;
        var global = sun.ZenithDegrees >= 90 ? 0 : Between(index, minute) * ClearSky.GlobalHorizontal(Place, sun);
        return (sun, Irradiance.Split(global, sun), Between(airTemperature, minute));
    }

    private static double Between(double[] values, double minute)
    {
        var before = (int)minute;
        var share = minute - before;
        return values[before] * (1 - share) + values[(before + 1) % values.Length] * share;
    }

    /// <summary>Straight lines over holes; the day is a ring, so evening and morning hold their nearest values without a jump in daylight.</summary>
    private static void Bridge(double[] values)
    {
        var known = Enumerable.Range(0, values.Length).Where(minute => !double.IsNaN(values[minute])).ToArray();
        if (known.Length == 0)
            throw new ArgumentException("A measured day has no usable minute.", nameof(values));
        for (var k = 0; k < known.Length; k++)
        {
            var from = known[k];
            var to = k + 1 < known.Length ? known[k + 1] : known[0] + values.Length;
            for (var minute = from + 1; minute < to; minute++)
            {
                var share = (double)(minute - from) / (to - from);
                values[minute % values.Length] = Bridged(values[from], values[to % values.Length], share, to - from);
            }
        }
    }

    // A hole of hours is the night: its halves belong to the evening and to the morning.
    private static double Bridged(double before, double after, double share, int holeMinutes) =>
        holeMinutes > 240 ? (share < 0.5 ? before : after) : before * (1 - share) + after * share;
}
