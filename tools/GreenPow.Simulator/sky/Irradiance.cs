namespace GreenPow.Simulator.Sky;

/// <summary>Sunlight split into its parts, W/m2: on a level plane, straight from the sun, and from the rest of the sky onto a level plane.</summary>
public readonly record struct Irradiance(double GlobalHorizontal, double DirectNormal, double DiffuseHorizontal)
{
    /// <summary>Below this the sun is so low that dividing by its cosine says nothing (about 3.7 degrees of elevation).</summary>
    private const double LowestCosine = 0.065;

    /// <summary>Splits global irradiance by the diffuse fraction of D. G. Erbs, S. A. Klein and J. A. Duffie, Solar Energy 28 (1982).</summary>
    public static Irradiance Split(double globalHorizontal, SolarPosition sun)
    {
        var cosine = sun.CosineOfZenith;
        if (globalHorizontal <= 0 || cosine < LowestCosine)
            return new Irradiance(Math.Max(globalHorizontal, 0), 0, Math.Max(globalHorizontal, 0));
        var clearness = Math.Min(globalHorizontal / (sun.ExtraterrestrialWattsPerSquareMetre * cosine), 1);
        var diffuse = globalHorizontal * DiffuseFraction(clearness);
        return new Irradiance(globalHorizontal, (globalHorizontal - diffuse) / cosine, diffuse);
    }

    /// <summary>On a tilted plane, with the circumsolar share of J. E. Hay and J. A. Davies (1980) and an even ground of the given albedo.</summary>
    public double OnPlane(double tiltDegrees, double azimuthDegrees, SolarPosition sun, double albedo)
    {
        var (sinTilt, cosTilt) = Math.SinCos(SolarPosition.Radians(tiltDegrees));
        var (sinZenith, cosZenith) = Math.SinCos(SolarPosition.Radians(sun.ZenithDegrees));
        var cosineOnPlane = Math.Max(0, cosZenith * cosTilt + sinZenith * sinTilt * Math.Cos(SolarPosition.Radians(sun.AzimuthDegrees - azimuthDegrees)));
        var anisotropy = DirectNormal / sun.ExtraterrestrialWattsPerSquareMetre;
        var beamRatio = cosineOnPlane / Math.Max(cosZenith, LowestCosine);
        return DirectNormal * cosineOnPlane
            + DiffuseHorizontal * (anisotropy * beamRatio + (1 - anisotropy) * (1 + cosTilt) / 2)
            + GlobalHorizontal * albedo * (1 - cosTilt) / 2;
    }

    private static double DiffuseFraction(double kt) => kt switch
    {
        <= 0.22 => 1 - 0.09 * kt,
        <= 0.80 => 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336))),
        _ => 0.165,
    };
}
