namespace GreenPow.Storage;

/// <summary>Nonces counted for some jobs of one device, so that the tables are seldom asked. It forgets; the tables do not.</summary>
public sealed class RecentShares
{
    /// <summary>A job outlives its successor by two minutes, so that nearly every share is of one of so many.</summary>
    public const int Jobs = 4;

    private readonly List<(uint JobId, HashSet<uint> Nonces)> jobs = [];

    public IEnumerable<(uint JobId, uint Nonce)> All => jobs.SelectMany(job => job.Nonces.Select(nonce => (job.JobId, nonce)));

    /// <summary>False if the nonce was counted before.</summary>
    /// <param name="countedBefore">Every nonce that was ever counted for a job: asked for one that is not here, as of a report that waited long for its seal.</param>
    public bool TryCount(uint jobId, uint nonce, Func<uint, IEnumerable<uint>> countedBefore)
    {
        var index = jobs.FindIndex(job => job.JobId == jobId);
        if (index < 0)
        {
            if (jobs.Count == Jobs) jobs.RemoveAt(0);
            jobs.Add((jobId, [.. countedBefore(jobId)]));
            index = jobs.Count - 1;
        }
        return jobs[index].Nonces.Add(nonce);
    }
}
