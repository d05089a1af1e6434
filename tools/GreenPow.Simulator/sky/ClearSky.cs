namespace GreenPow.Simulator.Sky;

/// <summary>Global horizontal irradiance under a cloudless sky, W/m2.</summary>
/// <remarks>P. Ineichen and R. Perez, "A new airmass independent formulation for the Linke turbidity coefficient", Solar Energy 73 (2002);
/// optical air mass of F. Kasten and A. T. Young, Applied Optics 28 (1989).</remarks>
public static class ClearSky
{
    /// <summary>A clean, dry mountain autumn. It cancels in the clear-sky index; what remains is how the haze grows with the air mass.</summary>
    private const double LinkeTurbidity = 2.5;

    public static double GlobalHorizontal(Place place, SolarPosition sun)
    {
        var cosine = sun.CosineOfZenith;
        if (cosine <= 0)
            return 0;
        var altitude = place.ElevationMetres;
        var nearHorizon = Math.Exp(-altitude / 8000);
        var boundaryLayer = Math.Exp(-altitude / 1250);
        var share = 5.09e-5 * altitude + 0.868;
        var extinction = 3.92e-5 * altitude + 0.0387;
        var airMass = AirMass(sun.ZenithDegrees) * Math.Exp(-altitude / 8434.5);
        return share * sun.ExtraterrestrialWattsPerSquareMetre * cosine
            * Math.Exp(-extinction * airMass * (nearHorizon + boundaryLayer * (LinkeTurbidity - 1)));
    }

    private static double AirMass(double zenithDegrees) =>
        1 / (Math.Cos(SolarPosition.Radians(zenithDegrees)) + 0.50572 * Math.Pow(96.07995 - zenithDegrees, -1.6364));
}
