namespace GreenPow.Simulator.LongRun;

/// <summary>Which troubles last at a moment; time only goes on.</summary>
public sealed class LifeConditions(LifePlan plan)
{
    private readonly LifeEvent?[] lasting = new LifeEvent?[Enum.GetValues<LifeTrouble>().Length];
    private int next;
    private long stall;

    /// <summary>When something begins or ends next.</summary>
    public long NextChange { get; private set; }

    public bool Is(LifeTrouble kind) => lasting[(int)kind] is not null;

    public long Amount(LifeTrouble kind) => lasting[(int)kind]?.Amount ?? 0;

    /// <summary>Milliseconds that the firmware hangs now; once.</summary>
    public long TakeStall()
    {
        var taken = stall;
        stall = 0;
        return taken;
    }

    /// <summary>Ends what is over and returns what begins.</summary>
    public IReadOnlyList<LifeEvent> Begin(long now)
    {
        if (now < NextChange)
            return [];
        for (var kind = 0; kind < lasting.Length; kind++)
            if (lasting[kind] is { } over && over.End <= now)
                lasting[kind] = null;
        var begun = new List<LifeEvent>();
        for (; next < plan.Events.Count && plan.Events[next].At <= now; next++)
        {
            var trouble = plan.Events[next];
            begun.Add(trouble);
            if (trouble.Kind == LifeTrouble.Stall)
                stall = Math.Max(stall, trouble.Duration);
            else if (trouble.End > now && (lasting[(int)trouble.Kind]?.End ?? 0) < trouble.End)
                lasting[(int)trouble.Kind] = trouble;
        }
        NextChange = next < plan.Events.Count ? plan.Events[next].At : long.MaxValue;
        foreach (var trouble in lasting)
            if (trouble is not null)
                NextChange = Math.Min(NextChange, trouble.End);
        return begun;
    }
}
