using System.Collections.Immutable;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Gateway.NodeStorage;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>One site as its epoch is closed.</summary>
/// <param name="StorageSettledSequence">Where the books of the storage that it feeds stand; 0 without one.</param>
public sealed record SiteInput(SiteFacts Facts, SiteAccount Before, JudgedChain Chain, ReportTally Reports, ulong StorageSettledSequence);

public sealed record SettledSite(SiteInput Input, SiteEpoch Epoch);

/// <summary>An epoch's mint: what each site earned and the leaves that pay for it.</summary>
public sealed record EpochBooks(ImmutableArray<SettledSite> Sites, LeafBook Leaves, BigInteger EnergyWei, BigInteger DecaWei)
{
    /// <summary>Settles all sites in the order of their tokens, so that a storage's room is given out the same way by everybody who recomputes it.</summary>
    public static EpochBooks Settle(EpochFacts facts, IReadOnlyList<SiteInput> sites, LeafBook before, MintRules rules)
    {
        var chains = sites.ToDictionary(site => site.Facts.TokenId);
        var room = facts.Storages.Values.Where(storage => chains.ContainsKey(storage.TokenId))
            .ToDictionary(storage => storage.TokenId, storage => StorageContent.Of(storage, chains[storage.TokenId].Before, chains[storage.TokenId].Chain).Room);
        var settled = ImmutableArray.CreateBuilder<SettledSite>();
        var leaves = before;
        var (energyWei, decaWei) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var site in sites.OrderBy(site => site.Facts.TokenId))
        {
            var storage = site.Facts.Feeds is { } feeds && facts.Storages.ContainsKey(feeds.StorageTokenId) && chains.ContainsKey(feeds.StorageTokenId)
                ? facts.Storages[feeds.StorageTokenId] : null;
            var fed = site.Facts.Feeds is not { } feeding ? null
                : new FedStorage(feeding, site.StorageSettledSequence, storage is null ? null : chains[storage.TokenId].Chain, storage?.EfficiencyPermille ?? 0, storage is null ? default : room[storage.TokenId]);
            var epoch = SiteEpoch.Settle(site.Before, site.Chain, fed, site.Facts.Burned, site.Facts.Cap, rules);
            settled.Add(new(site, epoch));

            var deca = Settlement.SplitDeca(epoch.DecaMinted, rules.VaultPermille);
            leaves = leaves.Pay(site.Facts.TokenId, site.Facts.Owner, facts.Deca, deca.OwnerWei).Pay(BigInteger.Zero, facts.Vault, facts.Deca, deca.VaultWei);
            decaWei += deca.OwnerWei + deca.VaultWei;
            if (storage is null) continue;

            var energy = Settlement.SplitEnergy(epoch.EnergyMinted, rules.StorageSharePermille);
            leaves = leaves.Pay(site.Facts.TokenId, site.Facts.Owner, storage.EnergyToken, energy.OwnerWei)
                .Pay(storage.TokenId, chains[storage.TokenId].Facts.Owner, storage.EnergyToken, energy.StorageWei);
            energyWei += energy.OwnerWei + energy.StorageWei;
            room[storage.TokenId] -= epoch.EnergyMinted;
        }
        return new(settled.ToImmutable(), leaves, energyWei, decaWei);
    }
}
