using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Minting;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>Claims against the real contracts, after a real mint.</summary>
public class ClaimAttackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_claims_twice_with_anothers_proof_or_above_the_cap_is_refused_and_no_balance_changes()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var epoch = await world.StepUntilAsync(EpochState.Claimed);
        var dao = await world.DaoAsync();
        var (batches, sender) = (dao.Client.Batches, dao.Client.TransactorOf(dao.Accounts.Operator));
        var leaves = EpochClosing.LeavesOf(world.Get<Catalogue>().EpochLeaves(epoch.Number)!).Leaves;
        var tree = new MerkleTree([.. leaves.Select(one => one.Hash())]);
        var before = await BalancesAsync(dao, leaves);

        var first = leaves[0];
        Assert.StartsWith("MintBatches: NothingToClaim(", await RefusalAsync(first, tree.Proof(0)), StringComparison.Ordinal);
        Assert.StartsWith("MintBatches: ProofWrong(", await RefusalAsync(first, tree.Proof(1)), StringComparison.Ordinal);
        Assert.StartsWith("MintBatches: ProofWrong(", await RefusalAsync(first with { CumulativeWei = first.CumulativeWei + 1 }, tree.Proof(0)), StringComparison.Ordinal);

        // The members are talked into a root whose first leaf is above its site's cap; the other leaves are as they were.
        var cap = await batches.CapOf(first.TokenId).ReadAsync(dao.Client.Node, cancellation: Stop);
        var greedy = leaves.SetItem(0, first with { CumulativeWei = 2 * cap });
        var greedyTree = new MerkleTree([.. greedy.Select(one => one.Hash())]);
        await world.PassAsync("A root that pays the operator's friend", batches.Activate(new Batch((uint)epoch.Number + 1, greedyTree.Root,
            [.. new LeafBook(greedy).Totals().Select(total => new TokenTotal(total.Token, total.Wei))], (uint)greedy.Length, "http://127.0.0.1/evidence", Keccak.Hash("greedy"))));
        Assert.StartsWith("MintBatches: CapExceeded(", await RefusalAsync(greedy[0], greedyTree.Proof(0)), StringComparison.Ordinal);
        Assert.Equal(before, await BalancesAsync(dao, leaves));

        async Task<string> RefusalAsync(MintLeaf leaf, Hash32[] proof) => (await Assert.ThrowsAsync<RevertedException>(() =>
            sender.SendAsync(batches.Claim(leaf.TokenId, leaf.Payee, leaf.Token, leaf.CumulativeWei, proof), Stop))).Reason.Text;
    }

    private static async Task<List<BigInteger>> BalancesAsync(OpenDao dao, IEnumerable<MintLeaf> leaves)
    {
        var balances = new List<BigInteger>();
        foreach (var leaf in leaves) balances.Add(await new EnergyToken(leaf.Token).BalanceOf(leaf.Payee).ReadAsync(dao.Client.Node, cancellation: Stop));
        return balances;
    }
}
