using System.Globalization;

namespace GreenPow.Energy;

/// <summary>An amount of energy in whole milliwatt-hours: what counters count and what is paid. One token is 1,000,000 of them.</summary>
public readonly record struct MilliwattHours(long Value) : IComparable<MilliwattHours>
{
    public const long PerKilowattHour = 1_000_000;

    public static MilliwattHours Zero => default;

    public static MilliwattHours operator +(MilliwattHours a, MilliwattHours b) => new(a.Value + b.Value);

    public static MilliwattHours operator -(MilliwattHours a, MilliwattHours b) => new(a.Value - b.Value);

    public static bool operator <(MilliwattHours a, MilliwattHours b) => a.Value < b.Value;

    public static bool operator >(MilliwattHours a, MilliwattHours b) => a.Value > b.Value;

    public static bool operator <=(MilliwattHours a, MilliwattHours b) => a.Value <= b.Value;

    public static bool operator >=(MilliwattHours a, MilliwattHours b) => a.Value >= b.Value;

    public static MilliwattHours Min(MilliwattHours a, MilliwattHours b) => a < b ? a : b;

    public static MilliwattHours Max(MilliwattHours a, MilliwattHours b) => a > b ? a : b;

    public int CompareTo(MilliwattHours other) => Value.CompareTo(other.Value);

    /// <summary>Kilowatt-hours with three decimals, towards zero; below 10 Wh in milliwatt-hours, so that nothing small reads as nothing.</summary>
    public override string ToString() => Math.Abs(Value) is > 0 and < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Value} mWh")
        : string.Create(CultureInfo.InvariantCulture, $"{(Value < 0 ? "-" : "")}{Math.Abs(Value) / PerKilowattHour}.{Math.Abs(Value) % PerKilowattHour / 1000:000} kWh");
}
