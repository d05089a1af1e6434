using System.Globalization;
using System.Text;
using GreenPow.Energy;

namespace GreenPow.Gateway.Web;

/// <summary>What a stretch of the curve rests on.</summary>
public enum CurveState
{
    /// <summary>Reported, not yet covered by a signature.</summary>
    Provisional,

    /// <summary>Covered by a verified seal.</summary>
    Sealed,
}

/// <summary>Energy of one report's slot.</summary>
public readonly record struct CurveSlot(long StartUnixSeconds, long EndUnixSeconds, CurveState State, long EnergyMilliwattHours);

/// <summary>A stretch without reports, in drawing units and in time.</summary>
public readonly record struct GapBand(double X, double Width, long FromUnixSeconds, long ToUnixSeconds);

/// <summary>A day of power as SVG: one path for what is sealed, one for what is provisional, a band for every gap.</summary>
/// <remarks>x: <see cref="Width"/> units for the day; y: <see cref="Height"/> units from 0 to <see cref="TopMilliwatts"/>, upside down as SVG counts.</remarks>
public sealed record PowerCurve(string SealedPath, string ProvisionalPath, IReadOnlyList<GapBand> Gaps, long TopMilliwatts)
{
    public const int Width = 960;
    public const int Height = 240;
    private const int DaySeconds = 86_400;

    /// <summary>Draws one day. Time between two slots is a gap, to the second; so is the time after the last slot until <paramref name="dueUnixSeconds"/>.</summary>
    /// <param name="slots">In the order of their time.</param>
    /// <param name="dueUnixSeconds">Reports up to here should have come; later time is no gap, it is not known yet.</param>
    /// <param name="sinceUnixSeconds">Nothing was due before the commissioning: no gap either.</param>
    /// <param name="baseline">Slot of the very first report, at which counting begins: it came, and tells of no energy.</param>
    /// <param name="leastTopMilliwatts">For several drawings of one scale.</param>
    public static PowerCurve Draw(
        IEnumerable<CurveSlot> slots, long dayStartUnixSeconds, long dueUnixSeconds, long sinceUnixSeconds = 0, Period? baseline = null, long leastTopMilliwatts = 0)
    {
        var points = CurvePoint.Of(slots, dayStartUnixSeconds, dayStartUnixSeconds + DaySeconds);
        var top = Math.Max(leastTopMilliwatts, RoundTop(Highest(points)));
        var (sealedPath, provisionalPath) = (new StringBuilder(), new StringBuilder());
        var gaps = new List<GapBand>();
        CurvePoint? previous = null;
        var knownTo = dayStartUnixSeconds;
        foreach (var point in points)
        {
            var joins = previous is not null && point.StartUnixSeconds == knownTo;
            if (!joins)
            {
                Finish(previous);
                AddGap(knownTo, point.StartUnixSeconds);
                Append('M', point, point.StartUnixSeconds);
            }
            else if (previous!.State != point.State)
            {
                // The new path begins where the old one ends, so that no false gap appears.
                Finish(previous);
                Append('M', previous with { State = point.State }, point.StartUnixSeconds);
            }
            Append('L', point, (point.StartUnixSeconds + point.EndUnixSeconds) / 2.0);
            (previous, knownTo) = (point, point.EndUnixSeconds);
        }
        Finish(previous);
        AddGap(knownTo, Math.Min(dueUnixSeconds, dayStartUnixSeconds + DaySeconds));
        return new(sealedPath.ToString(), provisionalPath.ToString(), gaps, top);

        // Flat to the edges of what is known: a single minute is a short line.
        void Finish(CurvePoint? last)
        {
            if (last is not null) Append('L', last, last.EndUnixSeconds);
        }

        void Append(char command, CurvePoint at, double unixSeconds)
        {
            var y = Height - (double)Height * Math.Max(at.MeanPowerMilliwatts, 0) / top;
            (at.State == CurveState.Sealed ? sealedPath : provisionalPath).Append(CultureInfo.InvariantCulture, $"{command}{X(unixSeconds):0.##} {y:0.#}");
        }

        void AddGap(long from, long to)
        {
            from = Math.Max(from, sinceUnixSeconds);
            if (baseline is { } first && first.Start < to && first.End > from)
            {
                AddBand(from, first.Start);
                from = first.End;
            }
            AddBand(from, to);
        }

        void AddBand(long from, long to)
        {
            if (to > from) gaps.Add(new(X(from), X(to) - X(from), from, to));
        }

        double X(double unixSeconds) => (unixSeconds - dayStartUnixSeconds) * Width / DaySeconds;
    }

    /// <summary>The scale that a day of its own would have.</summary>
    public static long TopOf(IEnumerable<CurveSlot> slots, long dayStartUnixSeconds) => RoundTop(Highest(CurvePoint.Of(slots, dayStartUnixSeconds, dayStartUnixSeconds + DaySeconds)));

    private static long Highest(List<CurvePoint> points) => points.Count == 0 ? 0 : points.Max(point => point.MeanPowerMilliwatts);

    /// <summary>The next of 1, 2, 5 times a power of ten above the highest value, at least 10 W.</summary>
    public static long RoundTop(long highestMilliwatts)
    {
        for (long decade = 10_000; ; decade *= 10)
        {
            if (highestMilliwatts <= decade) return decade;
            if (highestMilliwatts <= 2 * decade) return 2 * decade;
            if (highestMilliwatts <= 5 * decade) return 5 * decade;
        }
    }
}
