using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Mining;

/// <summary>Makes jobs and their frames; pure but for the random nonce that the caller brings.</summary>
public static class BeaconJobs
{
    /// <param name="last">The device's newest job; null before its first.</param>
    /// <param name="poolNonce">16 random bytes.</param>
    public static MiningJob Next(DeviceId device, MiningJob? last, ChainBlock newestBlock, long hashesPerSecond, byte[] poolNonce, DateTimeOffset now, MiningOptions options)
    {
        // Whole seconds, as the frame carries them.
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        return new(device, (last?.JobId ?? 0) + 1, issuedAt, issuedAt.AddSeconds(options.JobSeconds),
            ShareTarget.ForHashesPerShare(hashesPerSecond * options.ShareSeconds), poolNonce, newestBlock.Number, newestBlock.Hash);
    }

    /// <summary>Whether the device needs another job already.</summary>
    public static bool IsDue(MiningJob? job, DateTimeOffset now, MiningOptions options) =>
        job is null || job.ExpiresAt - now <= TimeSpan.FromSeconds(options.RenewBeforeSeconds);

    /// <summary>The `work` frame of a job.</summary>
    public static byte[] Frame(MiningJob job, byte[] macKey)
    {
        var frame = new WorkFrame
        {
            JobId = job.JobId,
            IssuedAt = (uint)job.IssuedAt.ToUnixTimeSeconds(),
            Expires = (uint)job.ExpiresAt.ToUnixTimeSeconds(),
            TargetBits = job.TargetBits,
        };
        job.Device.CopyTo(frame.DeviceId);
        job.PoolNonce.CopyTo(frame.PoolNonce, 0);
        job.Header().CopyTo(frame.Header, 0);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        DeviceMac.Seal(macKey, bytes, 0, frame.LengthBeforeMac);
        return bytes;
    }
}
