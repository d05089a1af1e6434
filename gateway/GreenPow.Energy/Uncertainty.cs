using System.Globalization;

namespace GreenPow.Energy;

/// <summary>A relative measurement uncertainty (k = 2) in hundredths of a percent: 50 is 0.50 %.</summary>
public readonly record struct Uncertainty(int Hundredths)
{
    public static Uncertainty Largest(Uncertainty a, Uncertainty b) => a.Hundredths >= b.Hundredths ? a : b;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hundredths / 100}.{Hundredths % 100:00} %");
}

/// <summary>How wrong a channel may be: a share of what it counted, and a zero error that grows with time alone.</summary>
public readonly record struct ChannelAccuracy(Uncertainty Relative, Milliwatts Zero)
{
    /// <summary>
    /// The largest of what the frame declares, the commissioning record and the instrument's class;
    /// at least twice the class where the calibration is missing or expired.
    /// </summary>
    public static ChannelAccuracy Of(Uncertainty declared, Uncertainty commissioned, Uncertainty instrumentClass, Milliwatts zero, bool calibrationMissing)
    {
        var known = Uncertainty.Largest(Uncertainty.Largest(declared, commissioned), instrumentClass);
        return calibrationMissing
            ? new(Uncertainty.Largest(known, new(2 * instrumentClass.Hundredths)), new(2 * zero.Value))
            : new(known, zero);
    }

    public static ChannelAccuracy Widest(ChannelAccuracy a, ChannelAccuracy b) =>
        new(Uncertainty.Largest(a.Relative, b.Relative), new(Math.Max(a.Zero.Value, b.Zero.Value)));

    /// <summary>Bound of a counter difference = difference x relative uncertainty + zero error x time, without rounding.</summary>
    public ExactEnergy BoundOf(MilliwattHours difference, long meteredSeconds) =>
        new((Int128)difference.Value * Relative.Hundredths * (ExactEnergy.PartsPerMilliwattHour / 10_000)
            + (Int128)Zero.Value * meteredSeconds * (ExactEnergy.PartsPerMilliwattHour / 3_600));
}
