namespace GreenPow.Simulator.Tests.Sites;

/// <summary>Time that begins at a chosen moment and runs faster than the wall's, timers included.</summary>
public sealed class HurriedTime(DateTimeOffset start, int speed) : TimeProvider
{
    private readonly long startedAt = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => startedAt + (System.GetTimestamp() - startedAt) * speed;

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(startedAt) * speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private TimeSpan Shortened(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;
}
