using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>What the chain says of a site when its epoch closes.</summary>
/// <param name="CommissionedAt">Unix seconds; energy before it is nobody's claim.</param>
/// <param name="Feeds">What the site feeds; null for nothing.</param>
/// <param name="Cap">The most that the contract lets the site mint of one token.</param>
/// <param name="Burned">ENERGY burned for delivery to the site, in energy.</param>
public sealed record SiteFacts(DeviceRecord Device, ulong TokenId, Address Owner, long CommissionedAt, Feeding? Feeds, MilliwattHours Cap, MilliwattHours Burned);

/// <summary>A site that this epoch passes over; its books wait unchanged.</summary>
public sealed record LeftOutSite(ulong TokenId, string DeviceId, string Reason);

/// <summary>What the chain says of a storage.</summary>
/// <param name="Usable">Registered energy that it can hold.</param>
/// <param name="Existing">Its ENERGY that exists or may still be claimed, in energy, rounded up.</param>
public sealed record StorageFacts(ulong TokenId, Address EnergyToken, int EfficiencyPermille, MilliwattHours Usable, MilliwattHours Existing);

/// <summary>Everything from the chain that one epoch's evidence needs, read at one block.</summary>
public sealed record EpochFacts(
    ulong ChainId, Address Registry, Address Deca, Address Vault, IReadOnlyList<SiteFacts> Sites, IReadOnlyDictionary<ulong, StorageFacts> Storages,
    IReadOnlyList<LeftOutSite> LeftOut)
{
    /// <summary>Reports below it are shown, never minted.</summary>
    public int MinimumWireVersion { get; init; } = 1;
}
