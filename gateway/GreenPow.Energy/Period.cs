namespace GreenPow.Energy;

/// <summary>A half-open time span of unix seconds: <see cref="Start"/> belongs to it, <see cref="End"/> to the next.</summary>
public readonly record struct Period
{
    /// <exception cref="ArgumentOutOfRangeException">The end lies before the start.</exception>
    public Period(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        (Start, End) = (start, end);
    }

    public long Start { get; }

    public long End { get; }

    public long Seconds => End - Start;

    public bool Contains(long unixSeconds) => unixSeconds >= Start && unixSeconds < End;

    public bool Overlaps(Period other) => Start < other.End && other.Start < End;
}
