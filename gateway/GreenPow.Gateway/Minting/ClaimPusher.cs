using System.Collections.Immutable;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Storage;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting;

/// <summary>Claims for everybody, many leaves with one proof; what was claimed before is skipped, so pushing twice pays once.</summary>
public sealed class ClaimPusher(Catalogue catalogue, IOptions<MintOptions> options, ILogger<ClaimPusher> log)
{
    /// <returns>True when nothing of the live root is left that can be paid now.</returns>
    public async Task<bool> PushAsync(OpenDao dao, EpochRecord epoch, CancellationToken cancellation)
    {
        var leaves = EpochClosing.LeavesOf(catalogue.EpochLeaves(epoch.Number)!).Leaves;
        if (await IsAllMintedAsync(dao.Client, leaves, cancellation)) return true;
        var unpaid = await UnpaidAsync(dao.Client, leaves, cancellation);
        if (unpaid.Count == 0) return true;
        var tree = new MerkleTree([.. leaves.Select(leaf => leaf.Hash())]);
        var allPaid = true;
        foreach (var batch in unpaid.Chunk(options.Value.ClaimsPerTransaction)) allPaid &= await PushAsync(dao, leaves, tree, batch, cancellation);
        return allPaid;
    }

    private async Task<bool> PushAsync(OpenDao dao, ImmutableArray<MintLeaf> leaves, MerkleTree tree, int[] indices, CancellationToken cancellation)
    {
        var sender = dao.Client.TransactorOf(dao.Accounts.Operator);
        var proof = tree.Proof(indices);
        try
        {
            await sender.SendAsync(dao.Client.Batches.ClaimMany([.. indices.Select(index => LeafOf(leaves[index]))], proof.Proof, proof.Flags), cancellation);
            return true;
        }
        catch (GasAboveLimitException) when (indices.Length > 1)
        {
            var half = indices.Length / 2;
            return await PushAsync(dao, leaves, tree, indices[..half], cancellation) & await PushAsync(dao, leaves, tree, indices[half..], cancellation);
        }
        catch (RevertedException refused) when (indices.Length > 1)
        {
            // One leaf that the contract refuses (a site above its cap) must not keep the others from their payees.
            log.LogWarning("A claim of {Count} leaves was refused, claiming one by one: {Reason}", indices.Length, refused.Message);
            var allPaid = true;
            foreach (var index in indices) allPaid &= await PushAsync(dao, leaves, tree, [index], cancellation);
            return allPaid;
        }
        catch (RevertedException refused)
        {
            log.LogWarning("The claim of site {TokenId} for {Payee} was refused: {Reason}", leaves[indices[0]].TokenId, leaves[indices[0]].Payee, refused.Message);
            return false;
        }
    }

    private static async Task<bool> IsAllMintedAsync(EnergyDaoClient dao, ImmutableArray<MintLeaf> leaves, CancellationToken cancellation)
    {
        foreach (var (token, wei) in new LeafBook(leaves).Totals())
            if (await dao.Batches.TotalMinted(token).ReadAsync(dao.Node, cancellation: cancellation) != wei) return false;
        return true;
    }

    // In rising order, as the proof wants them; leaves of revoked sites are frozen and would be refused.
    private static async Task<List<int>> UnpaidAsync(EnergyDaoClient dao, ImmutableArray<MintLeaf> leaves, CancellationToken cancellation)
    {
        var unpaid = new List<int>();
        for (var index = 0; index < leaves.Length; index++)
        {
            var leaf = leaves[index];
            if (await dao.Batches.Claimed(leaf.TokenId, leaf.Payee, leaf.Token).ReadAsync(dao.Node, cancellation: cancellation) >= leaf.CumulativeWei) continue;
            if (!leaf.TokenId.IsZero && (await dao.Registry.RegisteredWattSeconds(leaf.TokenId).ReadAsync(dao.Node, cancellation: cancellation)).Revoked) continue;
            unpaid.Add(index);
        }
        return unpaid;
    }

    private static Leaf LeafOf(MintLeaf leaf) => new(leaf.TokenId, leaf.Payee, leaf.Token, leaf.CumulativeWei);
}
