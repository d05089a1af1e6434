using GreenPow.Core;

namespace GreenPow.Simulator.LongRun;

/// <summary>The board's wall clock: true time and an error that drifts, jumps and is mended when a time server answers.</summary>
public sealed class LifeClock(long startUnixMilliseconds, Random random) : IClock
{
    /// <summary>A quartz is within 20 ppm, the RC oscillator that counts while the chip sleeps within 1,000.</summary>
    private const double AwakePpm = 20;
    private const double AsleepPpm = 1000;
    private const long CorrectionMilliseconds = LifePlan.Hour;

    private readonly double awakeDrift = AwakePpm * (2 * random.NextDouble() - 1);
    private double driftRest;
    private long correctAt;

    /// <summary>Milliseconds since the life began.</summary>
    public long TrueMilliseconds { get; private set; }

    /// <summary>What the clock shows too much.</summary>
    public long ErrorMilliseconds { get; private set; }

    /// <summary>The same when the firmware last looked.</summary>
    public long ErrorBefore { get; private set; }

    public bool IsSynchronised { get; private set; }

    public long UtcUnixMilliseconds => startUnixMilliseconds + TrueMilliseconds + ErrorMilliseconds;

    /// <summary>The firmware has looked at the clock: what it shows from here on is new.</summary>
    public void Seen() => ErrorBefore = ErrorMilliseconds;

    public void Pass(long milliseconds)
    {
        TrueMilliseconds += milliseconds;
        Drift(milliseconds, awakeDrift);
    }

    /// <summary>Deep sleep: the clock goes on, badly.</summary>
    public void PassAsleep(long milliseconds)
    {
        TrueMilliseconds += milliseconds;
        Drift(milliseconds, AsleepPpm * (2 * random.NextDouble() - 1));
        ErrorBefore = ErrorMilliseconds;
        correctAt = 0;
    }

    /// <summary>No power: the time is forgotten.</summary>
    public void PassWithoutPower(long milliseconds)
    {
        TrueMilliseconds += milliseconds;
        IsSynchronised = false;
        ErrorBefore = ErrorMilliseconds = 0;
        correctAt = 0;
    }

    public void Jump(long milliseconds) => ErrorMilliseconds += milliseconds;

    /// <summary>Asks the time server once an hour, and at once after a start; its answer is good to 50 ms.</summary>
    public void AskServer()
    {
        if (TrueMilliseconds < correctAt)
            return;
        correctAt = TrueMilliseconds + CorrectionMilliseconds;
        ErrorMilliseconds = random.Next(-50, 51);
        IsSynchronised = true;
    }

    public void AskServerSoon() => correctAt = 0;

    private void Drift(long milliseconds, double ppm)
    {
        if (!IsSynchronised)
            return;
        driftRest += milliseconds * ppm * 1e-6;
        var whole = (long)driftRest;
        driftRest -= whole;
        ErrorMilliseconds += whole;
    }
}
