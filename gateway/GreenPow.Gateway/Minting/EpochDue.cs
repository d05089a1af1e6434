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

    /// <summary>After an epoch's end spools have some hours to arrive.</summary>
    public static bool IsDue(Period epoch, DateTimeOffset now, int closeAfterHours) =>
        now.ToUnixTimeSeconds() >= epoch.End + closeAfterHours * 3600L;

    /// <summary>The demo replays a day that is over: it closes as soon as all of it is in, or the hours after the newest application have passed.</summary>
    /// <param name="sealedUpTo">Of each device, how far its seals reach without a hole; null if it has none.</param>
    public static bool IsDueInDemo(Period epoch, DateTimeOffset now, int closeAfterHours, DateTimeOffset newestApplication, IReadOnlyCollection<long?> sealedUpTo)
    {
        if (now.ToUnixTimeSeconds() < epoch.End) return false;
        return sealedUpTo.Count > 0 && sealedUpTo.All(upTo => upTo >= epoch.End)
            || IsDue(epoch, now, closeAfterHours) && now >= newestApplication.AddHours(closeAfterHours);
    }
}
