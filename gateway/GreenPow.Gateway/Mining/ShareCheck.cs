using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Mining;

/// <summary>Whether a nonce is a share; pure, so that a log that is read again gives the same answers.</summary>
public static class ShareCheck
{
    /// <summary>How long after its job's end a share still counts: the last report of a job needs a slot to be made, and a way.</summary>
    public const int GraceSeconds = 120;

    /// <param name="receivedAt">When the report that brought the nonce arrived.</param>
    public static ShareVerdict Judge(MiningJob? job, uint nonce, DateTimeOffset receivedAt)
    {
        if (job is null) return ShareVerdict.UnknownJob;
        if (!Meets(job, nonce)) return ShareVerdict.BelowTarget;
        return receivedAt > job.ExpiresAt.AddSeconds(GraceSeconds) ? ShareVerdict.Late : ShareVerdict.Counted;
    }

    private static bool Meets(MiningJob job, uint nonce)
    {
        var header = new byte[MaxcoinHeader.Length];
        MaxcoinHeader.WithNonce(job.Header(), nonce, header);
        var target = new byte[32];
        return CompactTarget.TryExpand(job.TargetBits, target) && MaxcoinHeader.Meets(header, target);
    }
}
