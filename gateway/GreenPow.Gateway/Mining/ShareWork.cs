using System.Numerics;
using GreenPow.Energy;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Mining;

/// <summary>A device's heartbeat over a period: what its shares prove, against what it would have found by working all its waking time.</summary>
/// <param name="AwakeSeconds">Slots that lie within the life of jobs, less those in which surplus control had paused the work. Offline time is not in it: unknown, not failed.</param>
/// <param name="ProvenHashes">Sum over the counted shares of what each is worth at its job's target.</param>
public sealed record ShareWork(long AwakeSeconds, long ExpectedShares, long CountedShares, long LateShares, BigInteger ProvenHashes)
{
    public HeartbeatVerdict Verdict => Heartbeat.Judge(ExpectedShares, CountedShares);

    public static ShareWork Of(IEnumerable<SealedReport> reports, IReadOnlyList<MiningJob> jobs, IReadOnlyCollection<ShareEntry> shares, int shareSeconds)
    {
        var awakeSeconds = reports
            .Where(report => (report.Flags & (ReportFlags.MiningPaused | ReportFlags.ClockNotSynchronised)) == 0 && IsCovered(report, jobs))
            .Sum(report => (long)report.SlotSeconds);
        var worth = jobs.ToDictionary(job => job.JobId, job => ShareTarget.ExpectedHashes(job.TargetBits));
        var counted = shares.Where(share => share.Verdict == ShareVerdict.Counted).ToList();
        return new(awakeSeconds, awakeSeconds / shareSeconds, counted.Count, shares.Count(share => share.Verdict == ShareVerdict.Late),
            counted.Aggregate(BigInteger.Zero, (sum, share) => sum + worth.GetValueOrDefault(share.JobId)));
    }

    // Jobs overlap, so a slot may begin in one and end in the next.
    private static bool IsCovered(SealedReport report, IReadOnlyList<MiningJob> jobs)
    {
        long at = report.SlotStart;
        foreach (var job in jobs)
        {
            if (job.IssuedAt.ToUnixTimeSeconds() <= at) at = Math.Max(at, job.ExpiresAt.ToUnixTimeSeconds());
            if (at >= report.SlotEndUnixSeconds) return true;
        }
        return false;
    }
}
