namespace GreenPow.Simulator.LongRun;

/// <summary>When what goes wrong, drawn from the seed before the life begins. The last hours of a life are quiet: what waits can be sent.</summary>
public sealed class LifePlan
{
    public const long Second = 1000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>No trouble begins or lasts in this time before the end.</summary>
    public const long QuietEnd = 6 * Hour;

    private LifePlan(LifeEvent[] events) => Events = events;

    /// <summary>In the order of their beginning.</summary>
    public IReadOnlyList<LifeEvent> Events { get; }

    public static LifePlan Draw(LifeOptions options)
    {
        var events = new List<LifeEvent>();
        var random = new Random(options.Seed);
        foreach (var kind in Enum.GetValues<LifeTrouble>())
        {
            // Every kind draws from its own numbers, so that leaving one out changes no other.
            var own = new Random(random.Next());
            if (options.Only is { } only && only != kind)
                continue;
            var expected = PerYear(kind) * options.TroubleRate * options.Days / 365;
            if (kind == LifeTrouble.Succession)
                expected = options.Only == kind || options.Seed % 2 == 1 ? Math.Min(1, PerYear(kind) * options.TroubleRate) : 0;
            var count = (int)expected + (own.NextDouble() < expected - (int)expected ? 1 : 0);
            if (options.Only == kind)
                count = Math.Max(count, 1);
            for (var i = 0; i < count; i++)
                Add(events, kind, own, options);
        }
        return new LifePlan([.. events.OrderBy(trouble => trouble.At)]);
    }

    /// <summary>What went on around a moment, for messages.</summary>
    public string Around(long at)
    {
        var near = Events.Where(trouble => trouble.At <= at && trouble.End >= at - Hour).TakeLast(6).ToArray();
        return near.Length == 0 ? "no trouble in the hour before" : string.Join("; ", near.Select(trouble => trouble.ToString()));
    }

    private static double PerYear(LifeTrouble kind) => kind switch
    {
        LifeTrouble.NetworkOutage => 40,
        LifeTrouble.HalfOpenLink => 30,
        LifeTrouble.LostAcknowledgements => 20,
        LifeTrouble.GatewayDown => 20,
        LifeTrouble.PowerCut => 40,
        LifeTrouble.BrownOut => 20,
        LifeTrouble.WatchdogReset => 15,
        LifeTrouble.SensorReset => 20,
        LifeTrouble.BusErrors => 15,
        LifeTrouble.DeadMeter => 6,
        LifeTrouble.NoisySensors => 20,
        LifeTrouble.ClockJump => 12,
        LifeTrouble.NoTimeServer => 8,
        LifeTrouble.FlashFull => 4,
        LifeTrouble.LostStorage => 2,
        LifeTrouble.Stall => 15,
        _ => 1,
    };

    private static void Add(List<LifeEvent> events, LifeTrouble kind, Random random, LifeOptions options)
    {
        var span = options.Days * Day - QuietEnd;
        var at = (long)(random.NextDouble() * span);
        var (duration, amount) = Size(kind, random, options);
        duration = Math.Min(duration, span - at);
        events.Add(new LifeEvent(at, kind, duration, amount));
    }

    private static (long Duration, long Amount) Size(LifeTrouble kind, Random random, LifeOptions options)
    {
        // Long troubles are rare: the logarithm of the duration is drawn evenly.
        long Lasting(long shortest, long longest) =>
            (long)(shortest * Math.Pow((double)Math.Min(longest, options.Days * Day / 3) / shortest, random.NextDouble()));
        return kind switch
        {
            LifeTrouble.NetworkOutage => (Lasting(Minute, 21 * Day), 0),
            LifeTrouble.HalfOpenLink => (Lasting(Minute, 3 * Hour), 0),
            LifeTrouble.LostAcknowledgements => (Lasting(5 * Minute, 3 * Hour), random.Next(100, 700)),
            LifeTrouble.GatewayDown => (Lasting(Minute, 12 * Hour), 0),
            // Half of the cuts come in one of the next operations on flash, with so many thousandths of it done.
            LifeTrouble.PowerCut => (Lasting(Second, 6 * Hour), random.Next(2) == 0 ? -1 : random.Next(0, 1001)),
            LifeTrouble.BrownOut => (Lasting(Second, 10 * Second), 0),
            LifeTrouble.WatchdogReset => (Lasting(Second, 10 * Second), 0),
            LifeTrouble.SensorReset => (0, random.Next(options.Channels)),
            LifeTrouble.BusErrors => (Lasting(Minute, 30 * Minute), random.Next(5, 60)),
            LifeTrouble.DeadMeter => (Lasting(10 * Minute, 2 * Day), random.Next(options.Channels)),
            LifeTrouble.NoisySensors => (Lasting(Hour, 12 * Hour), random.Next(2, 14)),
            LifeTrouble.ClockJump => (Lasting(10 * Minute, 12 * Hour), (random.Next(2) == 0 ? 1 : -1) * Lasting(3 * Second, 6 * Hour)),
            LifeTrouble.NoTimeServer => (Lasting(Day, 10 * Day), 0),
            LifeTrouble.FlashFull => (Lasting(10 * Minute, Day), 0),
            LifeTrouble.Stall => (Lasting(15 * Second, 400 * Second), 0),
            LifeTrouble.LostStorage => (0, random.Next(2)),
            _ => (0, 0),
        };
    }
}
