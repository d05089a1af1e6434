namespace GreenPow.Storage;

/// <summary>What is wrong with an accepted report; it is history all the same.</summary>
public enum Finding : byte
{
    /// <summary>The next seal did not reach this alternative of an unsealed report.</summary>
    Orphaned = 1,
    /// <summary>A sealed report names another predecessor than the sealed one we hold, or a channel changed without a record.</summary>
    ChainBroken = 2,
    CounterWentBack = 3,
    OverCapacity = 4,
    SlotOverlap = 5,
    /// <summary>The power curve and the counter tell different energies.</summary>
    CurveMismatch = 6,
    InFuture = 7,
    TooOld = 8,
    /// <summary>A nonce that misses its target or belongs to no job of this device; one finding per nonce.</summary>
    BadShare = 9,
    /// <summary>Two sealed histories have different reports for one sequence.</summary>
    Equivocation = 10,
}

public static class Findings
{
    /// <summary>Whether the counter difference over the finding's sequences stays out of the mint. A nonce is no energy, and an orphan is no report of the sealed chain.</summary>
    public static bool TakesEnergyOut(this Finding finding) => finding is not (Finding.Orphaned or Finding.BadShare);

    /// <summary>What it is, in words that follow a number.</summary>
    public static string Plainly(this Finding finding) => finding switch
    {
        Finding.Orphaned => "unsealed reports that the next seal did not reach",
        Finding.ChainBroken => "breaks of the chain",
        Finding.CounterWentBack => "counters that went back",
        Finding.OverCapacity => "times above the registered watts",
        Finding.SlotOverlap => "slots that overlap",
        Finding.CurveMismatch => "power curves that tell another energy than the counter",
        Finding.InFuture => "slots from the future",
        Finding.TooOld => "slots that came too late",
        Finding.BadShare => "nonces that are no share",
        Finding.Equivocation => "sequences with two sealed histories",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "No such finding."),
    };
}

/// <summary>One finding; the energy between the counters of <paramref name="FromSequence"/> and <paramref name="ToSequence"/> is in doubt.</summary>
/// <param name="FromSequence">The sealed report before the doubt; 0 if there is none.</param>
/// <param name="ToSequence">The report that the finding is about.</param>
/// <param name="FrameHash">SHA-256 of that report's frame.</param>
/// <param name="LogPosition">Where the frame is kept in the frame log.</param>
/// <param name="Subject">Which one of several: the channel's index, or the nonce of a share.</param>
/// <param name="Text">A plain sentence with the value and the limit.</param>
public sealed record ReportFinding(Finding Kind, ulong FromSequence, ulong ToSequence, byte[] FrameHash, long LogPosition, uint Subject, DateTimeOffset ReceivedAt, string Text);
