namespace GreenPow.Simulator.Physics;

/// <summary>The truth: energy that really flowed, in whole microjoules, so that a day of seconds adds up without rounding.</summary>
public sealed class EnergyTally
{
    private const long MicrojoulesPerMilliwattHour = 3_600_000;

    private long nanojoules;

    public long Microjoules { get; private set; }

    public long MilliwattHours => Microjoules / MicrojoulesPerMilliwattHour;

    public void Add(long microwatts, int milliseconds)
    {
        nanojoules += microwatts * milliseconds;
        Microjoules += nanojoules / 1000;
        nanojoules %= 1000;
    }

    public void Restore(long microjoules) => (Microjoules, nanojoules) = (microjoules, 0);
}
