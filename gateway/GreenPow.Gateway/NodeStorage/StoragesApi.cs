using System.Collections.Immutable;
using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Web;
using GreenPow.Storage;

namespace GreenPow.Gateway.NodeStorage;

/// <param name="DeliverableMilliwattHours">What its sealed counters say that it can still give back.</param>
/// <param name="ExistingEnergyMilliwattHours">ENERGY that exists or may still be claimed; never above the deliverable.</param>
/// <param name="RoomMilliwattHours">ENERGY that may still be minted.</param>
public sealed record StorageView(
    ulong TokenId, string DeviceId, string Name, string EnergyToken, int EfficiencyPermille, long ReceivedMilliwattHours, long DeliveredMilliwattHours,
    long DeliverableMilliwattHours, long UsableMilliwattHours, long ExistingEnergyMilliwattHours, long RoomMilliwattHours);

public static class StoragesApi
{
    public static void MapStoragesApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/storages", (DaoChain chain, Catalogue catalogue, TimeProvider time, CancellationToken cancellation) => ViewsAsync(chain, catalogue, time.GetUtcNow(), _ => true, cancellation))
            .WithTags("Storages").WithSummary("Registered node storages: what they hold and the ENERGY that stands for it.").NeedsChain();

    /// <summary>What the pages show too.</summary>
    public static async Task<ImmutableArray<StorageView>> ViewsAsync(DaoChain chain, Catalogue catalogue, DateTimeOffset now, Func<DeviceRecord, bool> isWanted, CancellationToken cancellation)
    {
        var dao = (await chain.OpenAsync(cancellation)).Client;
        var at = BlockReference.Hash((await dao.NewestBlockAsync(cancellation)).Hash);
        var views = ImmutableArray.CreateBuilder<StorageView>();
        foreach (var device in catalogue.Devices().Where(device => device.Kind == DeviceKind.Storage && isWanted(device)))
        {
            if (await dao.SiteAsync(device.Id.ToArray(), at, cancellation) is not var (tokenId, site)) continue;
            if (!device.Id.ToArray().AsSpan().SequenceEqual(site.DeviceId)) continue; // another device carries the site's history on
            if (await FactsReader.StorageAsync(dao, tokenId, site, at, cancellation) is not { } facts) continue;
            var content = ContentOf(facts, device, (long)site.CommissionedAt, catalogue, now.ToUnixTimeSeconds());
            views.Add(new(facts.TokenId, device.Id.ToString(), device.Name, facts.EnergyToken.ToString(), facts.EfficiencyPermille, content.Stored.Received.Value,
                content.Stored.Delivered.Value, content.Deliverable.Value, content.Usable.Value, content.Existing.Value, content.Room.Value));
        }
        return views.ToImmutable();
    }

    // The books of the last accepted epoch and what its chain tells since.
    private static StorageContent ContentOf(StorageFacts facts, DeviceRecord device, long commissionedAt, Catalogue catalogue, long nowUnixSeconds)
    {
        var accepted = catalogue.NewestAcceptedEpoch() is { } epoch ? EpochEvidence.FromJson(catalogue.EpochEvidence(epoch.Number)!).Books() : null;
        var before = accepted?.GetValueOrDefault(facts.TokenId)?.ToAccount() ?? SiteAccount.Start;
        var chain = SealedChain.Judge(catalogue, device, commissionedAt, before.SettledSequence, new(Math.Min(before.SettledUnixSeconds, nowUnixSeconds), nowUnixSeconds), long.MaxValue);
        return StorageContent.Of(facts, before, chain);
    }
}
