using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Energy;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>Reads what the registry and the tokens say, all at one block.</summary>
public static class FactsReader
{
    public static async Task<EpochFacts> ReadAsync(EnergyDaoClient dao, IEnumerable<DeviceRecord> devices, CancellationToken cancellation)
    {
        var at = BlockReference.Hash((await dao.NewestBlockAsync(cancellation)).Hash);
        var sites = new List<SiteFacts>();
        var storages = new Dictionary<ulong, StorageFacts>();
        var leftOut = new List<LeftOutSite>();
        foreach (var device in devices)
        {
            if (await dao.SiteAsync(device.Id.ToArray(), at, cancellation) is not var (tokenId, site)) continue; // applied, not admitted
            if (!device.Id.ToArray().AsSpan().SequenceEqual(site.DeviceId)) continue; // another device carries the site's history on
            if (site.Revoked || device.State is DeviceState.Suspended or DeviceState.Revoked)
            {
                leftOut.Add(new((ulong)tokenId, device.Id.ToString(),
                    site.Revoked ? "The DAO has revoked this site." : "Suspended: two sealed histories differ, and the DAO has to decide."));
                continue;
            }
            if (site.Kind == (byte)SiteKind.Storage && await StorageAsync(dao, tokenId, site, at, cancellation) is { } storage) storages[storage.TokenId] = storage;
            sites.Add(await SiteAsync(dao, device, tokenId, site, at, cancellation));
        }
        var deployment = dao.Deployment;
        var minimum = await dao.Registry.MinWireVersion().ReadAsync(dao.Node, at, cancellation: cancellation);
        return new(deployment.ChainId, deployment.DeviceRegistry, deployment.DecaToken, deployment.Timelock, sites, storages, leftOut) { MinimumWireVersion = minimum };
    }

    private static async Task<SiteFacts> SiteAsync(
        EnergyDaoClient dao, DeviceRecord device, BigInteger tokenId, Site site, BlockReference at, CancellationToken cancellation)
    {
        var (storageTokenId, channel, since) = await dao.Registry.StorageOf(tokenId).ReadAsync(dao.Node, at, cancellation: cancellation);
        var cap = await dao.Batches.CapOf(tokenId).ReadAsync(dao.Node, at, cancellation: cancellation);
        var burned = BigInteger.Zero;
        if (!storageTokenId.IsZero)
        {
            var token = await dao.Batches.EnergyToken(storageTokenId).ReadAsync(dao.Node, at, cancellation: cancellation);
            if (!token.IsZero) burned = await new EnergyToken(token).TakenOut(tokenId).ReadAsync(dao.Node, at, cancellation: cancellation);
        }
        return new(device, (ulong)tokenId, site.Owner, (long)site.CommissionedAt,
            storageTokenId.IsZero ? null : new((ulong)storageTokenId, channel, (long)since), EnergyOf(cap), EnergyOf(burned));
    }

    public static async Task<StorageFacts?> StorageAsync(EnergyDaoClient dao, BigInteger tokenId, Site site, BlockReference at, CancellationToken cancellation)
    {
        var token = await dao.Batches.EnergyToken(tokenId).ReadAsync(dao.Node, at, cancellation: cancellation);
        if (token.IsZero) return null;
        var supply = await new EnergyToken(token).TotalSupply().ReadAsync(dao.Node, at, cancellation: cancellation);
        var requested = await dao.Batches.TotalRequested(token).ReadAsync(dao.Node, at, cancellation: cancellation);
        var minted = await dao.Batches.TotalMinted(token).ReadAsync(dao.Node, at, cancellation: cancellation);
        var existing = supply + requested - minted + Settlement.WeiPerMilliwattHour - 1;
        return new((ulong)tokenId, token, site.EfficiencyPermille, new((long)site.UsableWattHours * 1000), EnergyOf(existing));
    }

    private static MilliwattHours EnergyOf(BigInteger wei) => new((long)BigInteger.Min(wei / Settlement.WeiPerMilliwattHour, long.MaxValue / 4));
}
