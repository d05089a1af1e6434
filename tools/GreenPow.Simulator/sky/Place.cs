namespace GreenPow.Simulator.Sky;

/// <summary>A point on earth: degrees north and east, metres above the sea.</summary>
public sealed record Place(double LatitudeDegrees, double LongitudeDegrees, double ElevationMetres);
