namespace GreenPow.Simulator.Sky;

/// <summary>Modules and charge controller of a site, as direct current on its battery bus.</summary>
public sealed record SolarPanel(int Watts, double TiltDegrees, double AzimuthDegrees)
{
    /// <summary>Crystalline silicon loses about 0.37 % per kelvin above 25 degrees Celsius (usual data-sheet value).</summary>
    private const double PowerPerKelvin = -0.0037;

    /// <summary>Cell minus air temperature at 800 W/m2 (nominal operating cell temperature 45, air 20 degrees Celsius).</summary>
    private const double CellRiseKelvin = 25;

    /// <summary>Dust, wiring and charge controller together.</summary>
    private const double Efficiency = 0.93;

    private const double GroundAlbedo = 0.2;

    public double PowerWatts(SkyOverPlace sky, double unixSeconds)
    {
        var (sun, light, air) = sky.At(unixSeconds);
        if (light.GlobalHorizontal <= 0)
            return 0;
        var plane = light.OnPlane(TiltDegrees, AzimuthDegrees, sun, GroundAlbedo);
        var cell = air + plane / 800 * CellRiseKelvin;
        var power = Watts * plane / 1000 * (1 + PowerPerKelvin * (cell - 25)) * Efficiency;
        // The charge controller is rated for the registered watts and gives no more, however bright the edge of a cloud.
        return Math.Clamp(power, 0, Watts);
    }
}
