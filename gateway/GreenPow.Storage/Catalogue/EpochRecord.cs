namespace GreenPow.Storage;

/// <summary>Where an epoch's mint is: closed (nothing handed in yet, or nothing to mint), then as the chain says.</summary>
public enum EpochState : byte { Closed = 1, Voting = 2, Rejected = 3, Queued = 4, Active = 5, Claimed = 6 }

/// <summary>A closed epoch. Evidence and leaves never change; state, request and reason follow the chain.</summary>
/// <param name="Root">32 bytes; null if the epoch minted nothing.</param>
/// <param name="EvidenceSha256">Of the bytes of the evidence file.</param>
/// <param name="EnergyWei">This epoch's, as a decimal.</param>
/// <param name="DecaWei">This epoch's, as a decimal.</param>
/// <param name="RequestId">The Governor's proposal id as a decimal; null before it was handed in.</param>
/// <param name="Reason">Why it was rejected; empty otherwise.</param>
public sealed record EpochRecord(
    long Number, long FromUnixSeconds, long ToUnixSeconds, EpochState State, byte[]? Root, byte[] EvidenceSha256, string EnergyWei, string DecaWei,
    string? RequestId, string Reason, DateTimeOffset ClosedAt)
{
    public bool IsAccepted => State is EpochState.Active or EpochState.Claimed;
}
