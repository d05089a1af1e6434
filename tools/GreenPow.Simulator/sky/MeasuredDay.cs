namespace GreenPow.Simulator.Sky;

/// <summary>One station's day as it was measured: 1,440 minutes from <see cref="StartUnixSeconds"/>; a missing minute is NaN, never zero.</summary>
public sealed class MeasuredDay(Place place, double startUnixSeconds)
{
    public const int Minutes = 1440;

    public Place Place { get; } = place;
    public double StartUnixSeconds { get; } = startUnixSeconds;
    public double[] GlobalHorizontal { get; } = Missing();
    public double[] AirTemperatureCelsius { get; } = Missing();

    /// <summary>Only where the station measures it; NaN elsewhere.</summary>
    public double[] DirectNormal { get; } = Missing();

    /// <summary>The station's own solar zenith, an independent check of <see cref="SolarPosition"/>; NaN where the file has none.</summary>
    public double[] ZenithDegrees { get; } = Missing();

    /// <summary>The middle of the minute: a station writes the mean of the minute that ends at its stamp (SURFRAD's zenith column is computed for that middle).</summary>
    public double UnixSecondsOf(int minute) => StartUnixSeconds + 60 * minute - 30;

    /// <summary>MIDC writes -7999, SURFRAD -9999.9 for a value that it does not have.</summary>
    public static double Value(double written) => written <= -7000 ? double.NaN : written;

    /// <summary>As <see cref="Value"/>, with the small negative offset of a pyranometer under a cold night sky clamped to dark.</summary>
    public static double Light(double written) => double.IsNaN(Value(written)) ? double.NaN : Math.Max(0, written);

    private static double[] Missing()
    {
        var values = new double[Minutes];
        Array.Fill(values, double.NaN);
        return values;
    }
}
