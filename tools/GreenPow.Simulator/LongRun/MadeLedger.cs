namespace GreenPow.Simulator.LongRun;

/// <summary>When a report was made, in true milliseconds since the life began.</summary>
/// <param name="StepFrom">The step in which it was made began here; its slot ended in it.</param>
/// <param name="ClockError">What the wall clock showed too much, and before the last correction or jump.</param>
/// <param name="BootAt">Start of the chip.</param>
public readonly record struct Made(long StepFrom, long At, long ClockError, long ClockErrorBefore, long BootAt, uint BootCount);

/// <summary>What the simulation knows about each report and the gateway does not.</summary>
public sealed class MadeLedger
{
    private readonly Dictionary<ulong, Made> made = [];

    /// <summary>The newest word holds: a report whose record was torn is made again, and the first never left.</summary>
    public void Note(ulong sequence, Made how) => made[sequence] = how;

    public Made this[ulong sequence] => made.TryGetValue(sequence, out var how)
        ? how
        : throw new LifeFailureException($"Report {sequence} arrived, and nobody saw it made");
}
