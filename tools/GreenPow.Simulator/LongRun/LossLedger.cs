namespace GreenPow.Simulator.LongRun;

/// <summary>
/// Which reports left the device's storage, and which reports were the first that could say so. Reports behind a loss that were
/// made before it cannot: a frame never changes once made.
/// </summary>
public sealed class LossLedger
{
    private readonly List<Loss> losses = [];

    private readonly record struct Loss(ulong First, ulong Last, ulong Earliest, ulong Latest);

    /// <summary>Reports are no longer on the device; one of those from <paramref name="earliest"/> to <paramref name="latest"/> must say so, if they are lost.</summary>
    public void Note(ulong first, ulong last, ulong earliest, ulong latest) => losses.Add(new(first, last, earliest, latest));

    /// <summary>The first sequence of a hole of which no report says that it was lost; 0 when all are told. <paramref name="held"/> in order of their sequences.</summary>
    public ulong FirstUntold(ulong from, ulong to, IReadOnlyList<KeptReport> held)
    {
        for (var sequence = from; sequence <= to;)
        {
            var told = losses.FindLast(loss => loss.First <= sequence && sequence <= loss.Last && IsTold(loss, held));
            if (told == default)
                return sequence;
            sequence = told.Last + 1;
        }
        return 0;
    }

    private bool IsTold(Loss loss, IReadOnlyList<KeptReport> held)
    {
        var (low, high) = (0, held.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = held[middle].Sequence < loss.Earliest ? (middle + 1, high) : (low, middle);
        }
        for (; low < held.Count; low++)
        {
            if (held[low].OpensSegment)
                return true;
            if (held[low].Sequence == loss.Latest)
                return false;
            if (held[low].Sequence > loss.Latest)
                break;
        }
        // The one that said it was lost as well: so who tells of that loss tells of both.
        var next = losses.FindLast(other => other.First <= loss.Latest && loss.Latest <= other.Last);
        return next != default && next.Earliest > loss.Earliest && IsTold(next, held);
    }
}
