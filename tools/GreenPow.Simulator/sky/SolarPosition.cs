namespace GreenPow.Simulator.Sky;

/// <summary>Where the sun stands: geometric zenith, azimuth clockwise from north, hour angle (0 at solar noon, positive in the afternoon), and extraterrestrial normal irradiance.</summary>
/// <remarks>Low-accuracy solar coordinates of J. Meeus, "Astronomical Algorithms", 2nd ed., chapter 25 (0.01 degree); the solar constant is 1361 W/m2 (Kopp and Lean 2011).</remarks>
public readonly record struct SolarPosition(double ZenithDegrees, double AzimuthDegrees, double HourAngleDegrees, double ExtraterrestrialWattsPerSquareMetre)
{
    private const double SolarConstant = 1361;
    private const double UnixSecondsOfJ2000 = 946_728_000;

    public double CosineOfZenith => Math.Cos(Radians(ZenithDegrees));

    /// <summary>What an observer sees: refraction lifts the sun by up to 0.6 degree near the horizon (Saemundsson's formula, Meeus chapter 16).</summary>
    public double ApparentZenithDegrees
    {
        get
        {
            var elevation = 90 - ZenithDegrees;
            return elevation < -1 ? ZenithDegrees : ZenithDegrees - 1.02 / Math.Tan(Radians(elevation + 10.3 / (elevation + 5.11))) / 60;
        }
    }

    public static SolarPosition At(Place place, double unixSeconds)
    {
        // Universal time stands in for dynamical time: the 70 s between them move the sun by 0.0008 degree.
        var days = (unixSeconds - UnixSecondsOfJ2000) / 86_400;
        var century = days / 36_525;
        var meanLongitude = 280.46646 + century * (36_000.76983 + century * 0.0003032);
        var anomaly = Radians(357.52911 + century * (35_999.05029 - century * 0.0001537));
        var eccentricity = 0.016708634 - century * (0.000042037 + century * 0.0000001267);
        var centre = (1.914602 - century * (0.004817 + century * 0.000014)) * Math.Sin(anomaly)
            + (0.019993 - century * 0.000101) * Math.Sin(2 * anomaly) + 0.000289 * Math.Sin(3 * anomaly);
        var node = Radians(125.04 - 1934.136 * century);
        var longitude = Radians(meanLongitude + centre - 0.00569 - 0.00478 * Math.Sin(node));
        var obliquity = Radians(23.439291 - 0.0130042 * century + 0.00256 * Math.Cos(node));
        var distance = 1.000001018 * (1 - eccentricity * eccentricity) / (1 + eccentricity * Math.Cos(anomaly + Radians(centre)));

        var rightAscension = Degrees(Math.Atan2(Math.Cos(obliquity) * Math.Sin(longitude), Math.Cos(longitude)));
        var declination = Math.Asin(Math.Sin(obliquity) * Math.Sin(longitude));
        var siderealTime = 280.46061837 + 360.98564736629 * days + 0.000387933 * century * century;
        var hourAngle = HalfTurn(siderealTime + place.LongitudeDegrees - rightAscension);

        var latitude = Radians(place.LatitudeDegrees);
        var (sinHour, cosHour) = Math.SinCos(Radians(hourAngle));
        var cosineOfZenith = Math.Sin(latitude) * Math.Sin(declination) + Math.Cos(latitude) * Math.Cos(declination) * cosHour;
        var azimuth = 180 + Degrees(Math.Atan2(sinHour, cosHour * Math.Sin(latitude) - Math.Tan(declination) * Math.Cos(latitude)));
        return new SolarPosition(Degrees(Math.Acos(Math.Clamp(cosineOfZenith, -1, 1))), azimuth % 360, hourAngle, SolarConstant / (distance * distance));
    }

    private static double HalfTurn(double degrees) => degrees - 360 * Math.Round(degrees / 360);

    internal static double Radians(double degrees) => degrees * (Math.PI / 180);

    internal static double Degrees(double radians) => radians * (180 / Math.PI);
}
