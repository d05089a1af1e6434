using System.Text.Json.Serialization;

namespace GreenPow.Energy;

[JsonConverter(typeof(JsonStringEnumConverter<HeartbeatVerdict>))]
public enum HeartbeatVerdict
{
    /// <summary>No live jobs in the time: offline is unknown, not failed.</summary>
    Unknown,
    Continuous,
    Interrupted,
}

/// <summary>Whether the shares of a device fit a miner that worked all the time it was awake with a live job.</summary>
public static class Heartbeat
{
    /// <summary>Passes unless even the 99 % Poisson upper bound of the counted shares is below 95 % of the expected ones.</summary>
    public static HeartbeatVerdict Judge(long expectedShares, long countedShares) =>
        expectedShares <= 0 ? HeartbeatVerdict.Unknown
        : UpperBound(countedShares) >= 0.95 * expectedShares ? HeartbeatVerdict.Continuous
        : HeartbeatVerdict.Interrupted;

    // One-sided 99 % bound by Wilson and Hilferty (1931): within 0.1 shares of the exact bound for any count.
    private static double UpperBound(long counted)
    {
        const double z = 2.3263; // 99 % of the standard normal distribution
        var n = counted + 1.0;
        return n * Math.Pow(1 - 1 / (9 * n) + z / (3 * Math.Sqrt(n)), 3);
    }
}
