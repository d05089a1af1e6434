namespace GreenPow.Storage;

/// <summary>Nonces counted for the newest jobs of one device. A job outlives its successor by two minutes, so four jobs are plenty.</summary>
public sealed class RecentShares
{
    public const int Jobs = 4;

    private readonly List<(uint JobId, HashSet<uint> Nonces)> jobs = [];

    public IEnumerable<(uint JobId, uint Nonce)> All => jobs.SelectMany(job => job.Nonces.Select(nonce => (job.JobId, nonce)));

    /// <summary>False if the nonce was counted before.</summary>
    public bool TryCount(uint jobId, uint nonce)
    {
        var index = jobs.FindIndex(job => job.JobId == jobId);
        if (index >= 0) return jobs[index].Nonces.Add(nonce);
        if (jobs.Count == Jobs) jobs.RemoveAt(0);
        jobs.Add((jobId, [nonce]));
        return true;
    }
}
