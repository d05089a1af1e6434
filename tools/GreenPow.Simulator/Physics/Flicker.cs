namespace GreenPow.Simulator.Physics;

/// <summary>Small disorder that is the same whenever the same second of the same thing is simulated again.</summary>
public static class Flicker
{
    /// <summary>Evenly spread between -1 and 1.</summary>
    public static double At(int seed, long step)
    {
        // The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
        var z = unchecked((ulong)step * 0x9E3779B97F4A7C15UL + (ulong)seed * 0xD1B54A32D192ED03UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (z >> 11) * (2.0 / (1UL << 53)) - 1;
    }
}
