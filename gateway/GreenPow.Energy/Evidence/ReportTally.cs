namespace GreenPow.Energy;

/// <summary>A device's reports whose slots end in an epoch, and its work in that time.</summary>
/// <param name="Expected">One per slot of the epoch since the commissioning.</param>
/// <param name="Received">Sealed or not.</param>
/// <param name="Sealed">Covered by a verified seal; only these are minted for.</param>
/// <param name="Missing">Sequences of which no report is sealed between the first and the last of the epoch.</param>
/// <param name="ExpectedShares">For the time awake with a live job; 0 when there was none.</param>
/// <param name="CountedShares">Valid, in time and used once.</param>
public sealed record ReportTally(long Expected, long Received, long Sealed, long Missing, long ExpectedShares, long CountedShares)
{
    public HeartbeatVerdict Heartbeat => GreenPow.Energy.Heartbeat.Judge(ExpectedShares, CountedShares);
}
