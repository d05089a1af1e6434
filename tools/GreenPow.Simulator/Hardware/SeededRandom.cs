using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>Random bytes that are the same in every run of a seed: for long runs, never for keys.</summary>
public sealed class SeededRandom(int seed) : IRandom
{
    private readonly Random random = new(seed);

    public void Fill(byte[] into) => random.NextBytes(into);
}
