namespace GreenPow.VirtualHardware.Power;

/// <summary>Calls a firmware again and again through its event thread; a call that is still waiting is not queued twice.</summary>
public sealed class FirmwareTimer
{
    private readonly BoardRun run;
    private readonly ITimer timer;
    private int waiting;

    public FirmwareTimer(BoardRun run, Action call, int dueMilliseconds, int periodMilliseconds)
    {
        this.run = run;
        timer = run.Board.Time.CreateTimer(_ => Tick(call), null, Span(dueMilliseconds), Span(periodMilliseconds));
        run.Off.Register(timer.Dispose);
    }

    /// <summary>-1 = never.</summary>
    public void Change(int dueMilliseconds, int periodMilliseconds) => timer.Change(Span(dueMilliseconds), Span(periodMilliseconds));

    private static TimeSpan Span(int milliseconds) => milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);

    private void Tick(Action call)
    {
        if (Interlocked.Exchange(ref waiting, 1) != 0)
            return;
        run.Post(() =>
        {
            Volatile.Write(ref waiting, 0);
            call();
        });
    }
}
