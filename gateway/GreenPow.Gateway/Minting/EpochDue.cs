using GreenPow.Energy;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>Decides which epoch is to be closed next, and whether its time has come.</summary>
public static class EpochDue
{
    /// <summary>The epoch after the newest closed one, or the one in which the first sealed report of a registered site lies; null if there is none yet.</summary>
    public static long? Next(DaoCalendar calendar, EpochRecord? newest, IEnumerable<long> firstSealedUnixSeconds)
    {
        if (newest is not null) return newest.Number + 1;
        // The slot that ends at midnight belongs to the day before.
        var firsts = firstSealedUnixSeconds.Select(end => calendar.EpochOf(end - 1)).ToArray();
        return firsts.Length == 0 ? null : firsts.Min();
    }

    /// <param name="sealedUpTo">Of each registered device, how far its seals reach without a hole; null if it has none.</param>
    /// <param name="asSoonAsAllIsIn">The demo does not wait for spools that cannot be there any more.</param>
    public static bool IsDue(Period epoch, DateTimeOffset now, int closeAfterHours, bool asSoonAsAllIsIn, IReadOnlyCollection<long?> sealedUpTo)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (seconds < epoch.End) return false;
        return seconds >= epoch.End + closeAfterHours * 3600L
            || asSoonAsAllIsIn && sealedUpTo.Count > 0 && sealedUpTo.All(upTo => upTo >= epoch.End);
    }
}
