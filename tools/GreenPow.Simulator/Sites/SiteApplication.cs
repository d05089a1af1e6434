namespace GreenPow.Simulator.Sites;

/// <summary>What an installer hands in for a site: who it is, what was built, and the device's own signed words about it.</summary>
/// <param name="Feeders">For a storage: the device ids whose lines end at its channels 0, 1, 2 ... in this order; empty for a meter.</param>
public sealed record SiteApplication(
    string Name, string Kind, string DeviceId, int CapacityWatts, byte[] PublicKey, byte[] CommissioningFrame, byte[] OwnershipFrame, IReadOnlyList<string> Feeders);
