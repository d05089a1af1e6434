using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>Where a site's books stand after its last accepted epoch; the next epoch begins here, so no energy is judged twice.</summary>
/// <param name="SettledSequence">Last report whose energy was judged; 0 before the first epoch.</param>
/// <param name="SettledUnixSeconds">End of that report's slot.</param>
/// <param name="Flows">By the storage's token.</param>
/// <param name="Stored">Of a storage.</param>
/// <param name="EnergyMinted">All ENERGY minted for the site.</param>
/// <param name="DecaMinted">All DECA minted for the site, in kWh-equivalents.</param>
public sealed record SiteAccount(
    ulong SettledSequence, long SettledUnixSeconds, ImmutableSortedDictionary<ulong, FlowBooks> Flows, GreenBalance Green, DecaBasis Deca, StoredEnergy Stored,
    MilliwattHours EnergyMinted, MilliwattHours DecaMinted)
{
    public static SiteAccount Start { get; } =
        new(0, 0, ImmutableSortedDictionary<ulong, FlowBooks>.Empty, GreenBalance.Start, DecaBasis.Start, default, default, default);

    /// <summary>The books with the storage that the site feeds now. Under a new binding both chains are used from where they are settled; what is open and carried stays.</summary>
    /// <param name="storageSettledSequence">Where the storage's own books stand.</param>
    public FlowBooks FlowTo(Feeding feeding, ulong storageSettledSequence)
    {
        var books = Flows.GetValueOrDefault(feeding.StorageTokenId);
        return books?.Feeding == feeding ? books
            : new(feeding, SettledSequence, storageSettledSequence, HasBegun: false, books?.OpenSent ?? default, books?.OpenReceived ?? default, books?.Carry ?? default);
    }
}
