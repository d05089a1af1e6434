namespace GreenPow.Simulator.Sensors;

/// <summary>Noise of a converter, the same in every run of one seed.</summary>
internal sealed class ChipNoise(int seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL + 1);

    /// <summary>Near enough to a bell: the sum of three even ones, between -1.5 and 1.5, standard deviation 0.5.</summary>
    public double Bell() => Uniform() + Uniform() + Uniform() - 1.5;

    public double Uniform()
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (state >> 11) * (1.0 / (1UL << 53));
    }
}
