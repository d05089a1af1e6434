namespace GreenPow.Energy;

/// <summary>Registered or rated power in whole watts.</summary>
public readonly record struct Watts(long Value)
{
    /// <summary>The energy of this power held for <paramref name="seconds"/>, rounded down.</summary>
    public MilliwattHours Over(long seconds) => new(Value * seconds * 1000 / 3600);
}

/// <summary>Power in whole milliwatts: zero errors of instruments and means of short intervals.</summary>
public readonly record struct Milliwatts(long Value);
