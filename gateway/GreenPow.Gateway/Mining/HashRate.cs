using GreenPow.Storage;

namespace GreenPow.Gateway.Mining;

/// <summary>How fast a device hashes, from what its sealed reports say that it tried; pure.</summary>
public static class HashRate
{
    /// <summary>Reports looked at: half an hour of slots.</summary>
    public const int Reports = 30;

    /// <summary>
    /// Hashes per second over the slots in which it worked; null if there is none. Slots of one try or less a second are beginnings and ends of work.
    /// A device that overstates gets a harder target and so fewer shares: it gains nothing.
    /// </summary>
    public static long? Estimate(IEnumerable<SealedReport> newest)
    {
        long hashes = 0, seconds = 0;
        foreach (var report in newest.Where(report => report.HashesTried > report.SlotSeconds))
        {
            hashes += report.HashesTried;
            seconds += report.SlotSeconds;
        }
        return seconds == 0 ? null : Math.Max(1, hashes / seconds);
    }
}
