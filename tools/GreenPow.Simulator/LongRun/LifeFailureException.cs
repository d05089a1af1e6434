namespace GreenPow.Simulator.LongRun;

/// <summary>Something that must never happen has happened; the message says what, the life adds seed, day and event.</summary>
public sealed class LifeFailureException : Exception
{
    public LifeFailureException() : base("An invariant of the device's life does not hold.") { }
    public LifeFailureException(string message) : base(message) { }
    public LifeFailureException(string message, Exception inner) : base(message, inner) { }
}
