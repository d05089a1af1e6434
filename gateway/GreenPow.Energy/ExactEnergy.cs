namespace GreenPow.Energy;

/// <summary>
/// Energy without rounding, in 1/90,000,000 mWh: the smallest unit in which hundredths of a percent (1/10,000),
/// milliwatts over seconds (1/3,600) and then one permille factor (1/1,000) are all whole numbers.
/// </summary>
public readonly record struct ExactEnergy(Int128 Parts) : IComparable<ExactEnergy>
{
    public const long PartsPerMilliwattHour = 90_000_000;

    public static ExactEnergy Zero => default;

    public static ExactEnergy Of(MilliwattHours energy) => new((Int128)energy.Value * PartsPerMilliwattHour);

    /// <summary>Also of counters that somebody made up: those cannot overflow it.</summary>
    public static ExactEnergy Sum(IEnumerable<MilliwattHours> energies) => energies.Aggregate(Zero, (sum, energy) => sum + Of(energy));

    public static ExactEnergy operator +(ExactEnergy a, ExactEnergy b) => new(a.Parts + b.Parts);

    public static ExactEnergy operator -(ExactEnergy a, ExactEnergy b) => new(a.Parts - b.Parts);

    public static bool operator <(ExactEnergy a, ExactEnergy b) => a.Parts < b.Parts;

    public static bool operator >(ExactEnergy a, ExactEnergy b) => a.Parts > b.Parts;

    public static bool operator <=(ExactEnergy a, ExactEnergy b) => a.Parts <= b.Parts;

    public static bool operator >=(ExactEnergy a, ExactEnergy b) => a.Parts >= b.Parts;

    public static ExactEnergy Min(ExactEnergy a, ExactEnergy b) => a < b ? a : b;

    public static ExactEnergy Max(ExactEnergy a, ExactEnergy b) => a > b ? a : b;

    public int CompareTo(ExactEnergy other) => Parts.CompareTo(other.Parts);

    /// <summary>Never below nothing: a bound wider than what was counted proves no energy.</summary>
    public ExactEnergy AtLeastZero() => Max(this, Zero);

    /// <summary>This energy times <paramref name="permille"/> / 1,000; the factor is applied once, to amounts whose parts it divides.</summary>
    public ExactEnergy TimesPermille(int permille) => new(Parts * permille / 1_000);

    /// <summary>For display: whole milliwatt-hours, rounded down. What is paid goes through <see cref="Rounding"/>.</summary>
    public MilliwattHours Floor() => new((long)Int128.Clamp(Parts / PartsPerMilliwattHour - (Parts % PartsPerMilliwattHour < 0 ? 1 : 0), long.MinValue, long.MaxValue));
}
