namespace GreenPow.Simulator.Link;

/// <summary>Waiting times between attempts: doubled each time up to a limit, spread by half so that a fleet does not come back as one.</summary>
public static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <param name="failures">Attempts that failed since the last success; with 0 there is no wait.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public static TimeSpan After(int failures, double chance)
    {
        if (failures <= 0)
            return TimeSpan.Zero;
        var full = First * Math.Pow(2, Math.Min(failures - 1, 10));
        return (full < Longest ? full : Longest) * (0.5 + 0.5 * chance);
    }
}
