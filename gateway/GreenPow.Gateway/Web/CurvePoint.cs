namespace GreenPow.Gateway.Web;

/// <summary>Neighbouring slots of one state as one point of a curve, so that a day is a few hundred points and not thousands.</summary>
/// <param name="MeanPowerMilliwatts">Over the slots, in the part of the day that the point stands for.</param>
internal sealed record CurvePoint(long StartUnixSeconds, long EndUnixSeconds, CurveState State, long MeanPowerMilliwatts)
{
    /// <summary>Points begin anew at these steps of the day, at a gap, and where the state changes.</summary>
    private const int StepSeconds = 300;

    /// <param name="slots">In the order of their time; a slot that reaches over the day's ends is cut there, one that begins within the one before it begins behind that.</param>
    public static List<CurvePoint> Of(IEnumerable<CurveSlot> slots, long fromUnixSeconds, long toUnixSeconds)
    {
        var points = new List<CurvePoint>();
        var knownTo = fromUnixSeconds;
        Open? open = null;
        foreach (var slot in slots)
        {
            var (start, end) = (Math.Max(slot.StartUnixSeconds, knownTo), Math.Min(slot.EndUnixSeconds, toUnixSeconds));
            if (end <= start) continue;
            if (open is null || open.EndUnixSeconds != start || open.State != slot.State || open.Step != Step(start))
            {
                if (open is not null) points.Add(open.Close());
                open = new(start, slot.State, Step(start));
            }
            open.Add(end, slot);
            knownTo = end;
        }
        if (open is not null) points.Add(open.Close());
        return points;

        long Step(long unixSeconds) => (unixSeconds - fromUnixSeconds) / StepSeconds;
    }

    /// <summary>A point that may still grow.</summary>
    private sealed class Open(long startUnixSeconds, CurveState state, long step)
    {
        private long energyMilliwattHours;
        private long seconds;

        public long EndUnixSeconds { get; private set; }
        public CurveState State => state;
        public long Step => step;

        public void Add(long endUnixSeconds, CurveSlot slot)
        {
            EndUnixSeconds = endUnixSeconds;
            energyMilliwattHours += slot.EnergyMilliwattHours;
            seconds += slot.EndUnixSeconds - slot.StartUnixSeconds;
        }

        public CurvePoint Close() => new(startUnixSeconds, EndUnixSeconds, state, (long)((Int128)energyMilliwattHours * 3600 / seconds));
    }
}
