namespace GreenPow.Energy;

/// <summary>A measured energy between what it is at least and at most (k = 2); sums add their bounds linearly.</summary>
/// <param name="Value">The counter difference itself.</param>
/// <param name="Bound">How far the truth may lie from it, to either side; never negative.</param>
public readonly record struct EnergyBound(MilliwattHours Value, ExactEnergy Bound)
{
    public static EnergyBound Zero => default;

    public static EnergyBound operator +(EnergyBound a, EnergyBound b) => new(a.Value + b.Value, a.Bound + b.Bound);

    /// <summary>What is counted for somebody.</summary>
    public ExactEnergy Lower => (ExactEnergy.Of(Value) - Bound).AtLeastZero();

    /// <summary>What is held against a claim that others received more.</summary>
    public ExactEnergy Upper => ExactEnergy.Of(Value) + Bound;

    /// <summary>The bound as hundredths of a percent of the value, rounded up; 0 for no energy.</summary>
    public Uncertainty Relative => Value.Value <= 0
        ? new(0)
        : new((int)Int128.Min(int.MaxValue, (Bound.Parts * 10_000 + ExactEnergy.Of(Value).Parts - 1) / ExactEnergy.Of(Value).Parts));
}
