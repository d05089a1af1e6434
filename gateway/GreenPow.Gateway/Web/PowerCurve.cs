using System.Globalization;
using System.Text;

namespace GreenPow.Gateway.Web;

/// <summary>What a stretch of the curve rests on.</summary>
public enum CurveState
{
    /// <summary>No report: shown as a gap, never as zero.</summary>
    Gap,

    /// <summary>Reported, not yet covered by a signature.</summary>
    Provisional,

    /// <summary>Covered by a verified seal.</summary>
    Sealed,
}

/// <summary>Mean power over one step of the day.</summary>
public readonly record struct CurvePoint(long StartUnixSeconds, CurveState State, long MeanPowerMilliwatts);

/// <summary>A day of power as SVG: one path for what is sealed, one for what is provisional, a band for every gap.</summary>
/// <remarks>x: <see cref="Width"/> units for the day; y: <see cref="Height"/> units from 0 to <see cref="TopMilliwatts"/>, upside down as SVG counts.</remarks>
public sealed record PowerCurve(string SealedPath, string ProvisionalPath, IReadOnlyList<GapBand> Gaps, long TopMilliwatts)
{
    public const int Width = 960;
    public const int Height = 240;

    /// <summary>Draws the points of one day. Points are in order; a missing point is a gap; time after <paramref name="nowUnixSeconds"/> is no gap, it has not been yet.</summary>
    public static PowerCurve Draw(IReadOnlyList<CurvePoint> points, long dayStartUnixSeconds, int stepSeconds, long nowUnixSeconds)
    {
        var top = RoundTop(points.Count == 0 ? 0 : points.Max(point => point.State == CurveState.Gap ? 0 : point.MeanPowerMilliwatts));
        var known = points.Where(point => point.State != CurveState.Gap).ToDictionary(point => point.StartUnixSeconds);
        var sealedPath = new StringBuilder();
        var provisionalPath = new StringBuilder();
        var gaps = new List<GapBand>();
        var end = Math.Min(dayStartUnixSeconds + 86_400, nowUnixSeconds);
        long? gapFrom = null;
        CurvePoint? previous = null;
        for (var start = dayStartUnixSeconds; start < end; start += stepSeconds)
        {
            if (!known.TryGetValue(start, out var point))
            {
                gapFrom ??= start;
                previous = null;
                continue;
            }
            if (gapFrom is { } from)
            {
                gaps.Add(Band(from, start));
                gapFrom = null;
            }
            var path = point.State == CurveState.Sealed ? sealedPath : provisionalPath;
            var joins = previous is { } before && before.State == point.State;
            // A change from sealed to provisional starts the new path where the old one ended, so that no false gap appears.
            if (!joins && previous is { } other) Append(path, 'M', other);
            Append(path, joins || previous is not null ? 'L' : 'M', point);
            previous = point;
        }
        if (gapFrom is { } open) gaps.Add(Band(open, end));
        return new(sealedPath.ToString(), provisionalPath.ToString(), gaps, top);

        void Append(StringBuilder path, char command, CurvePoint point)
        {
            var x = X(point.StartUnixSeconds + stepSeconds / 2.0);
            var y = Height - (double)Height * Math.Max(point.MeanPowerMilliwatts, 0) / top;
            path.Append(CultureInfo.InvariantCulture, $"{command}{x:0.#} {y:0.#}");
        }

        double X(double unixSeconds) => (unixSeconds - dayStartUnixSeconds) * Width / 86_400;

        GapBand Band(long from, long to) => new(X(from), X(to) - X(from), from, to);
    }

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

/// <summary>A stretch without reports, in drawing units and in time.</summary>
public readonly record struct GapBand(double X, double Width, long FromUnixSeconds, long ToUnixSeconds);
