namespace GreenPow.Core.Tests;

/// <summary>A sound generator that can be repeated.</summary>
internal sealed class NoiseSource(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    public void Fill(byte[] into) => _random.NextBytes(into);
}
