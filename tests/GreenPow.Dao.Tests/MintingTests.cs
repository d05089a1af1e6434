using System.Numerics;
using GreenPow.Dao.Abi;
using GreenPow.Dao.Contracts;

namespace GreenPow.Dao.Tests;

/// <summary>From two applications to claimed tokens, on a real chain with the real contracts.</summary>
public sealed class MintingTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private EnergyDaoClient Dao => fixture.Dao;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sites_are_admitted_a_root_goes_live_and_each_leaf_pays_once()
    {
        using var meter = new SimulatedDevice();
        using var storage = new SimulatedDevice();
        var miner = fixture.Accounts.Owners[0].Address;
        var keeper = fixture.Accounts.Owners[1].Address;
        var commissionedAt = DateTimeOffset.UtcNow.AddDays(-2);
        await PassAsync("Admit a meter and the storage that it feeds",
            Dao.Registry.Admit(SiteAdmission.Of(meter.PublicKey, meter.Own(miner, Dao.Deployment), SiteKind.Meter, 500, commissionedAt, 35_600, -82_550)),
            Dao.Registry.Admit(SiteAdmission.Of(storage.PublicKey, storage.Own(keeper, Dao.Deployment), SiteKind.Storage, 2_000, commissionedAt, 35_600, -82_550, 1_000, 10_000)),
            Dao.Registry.SetFeeder(2, 0, 1, 0),
            Dao.Batches.CreateEnergyToken(2));

        var site = await Dao.SiteAsync(meter.DeviceId, cancellation: Cancellation);
        Assert.Equal(1, site?.TokenId);
        Assert.Equal((miner, (byte)SiteKind.Meter, 500u), (site!.Value.Site.Owner, site.Value.Site.Kind, site.Value.Site.CapacityWatts));
        Assert.Null(await Dao.SiteAsync(new byte[16], cancellation: Cancellation));

        var energy = await Dao.Batches.EnergyToken(2).ReadAsync(fixture.Node, cancellation: Cancellation);
        var leaves = new[]
        {
            new Leaf(1, miner, energy, Wei.FromTokens(2)),
            new Leaf(0, Dao.Deployment.Timelock, Dao.Deployment.DecaToken, Wei.FromTokens(1)),
        };
        var root = Pair(Hash(leaves[0]), Hash(leaves[1]));
        await PassAsync("Mint what epoch 1 proved", Dao.Batches.Activate(new Batch(
            1, root, [new(energy, Wei.FromTokens(2)), new(Dao.Deployment.DecaToken, Wei.FromTokens(1))], 2, "http://127.0.0.1/evidence", Keccak.Hash("evidence"))));
        Assert.Equal(root, (await Dao.Batches.LiveBatch().ReadAsync(fixture.Node, cancellation: Cancellation)).Root);

        var pusher = Dao.TransactorOf(fixture.Accounts.Operator);
        var foreignProof = await Assert.ThrowsAsync<RevertedException>(() =>
            pusher.SendAsync(Dao.Batches.Claim(1, miner, energy, Wei.FromTokens(2), [Hash(leaves[0])]), Cancellation));
        Assert.Equal($"MintBatches: ProofWrong(root {root})", foreignProof.Reason.Text);

        var receipt = await pusher.SendAsync(Dao.Batches.Claim(1, miner, energy, Wei.FromTokens(2), [Hash(leaves[1])]), Cancellation);
        var paid = receipt.Logs.Select(MintBatches.ClaimedEvent.Read).OfType<MintBatches.ClaimedEvent>().Single();
        Assert.Equal(new MintBatches.ClaimedEvent(1, miner, energy, Wei.FromTokens(2), Wei.FromTokens(2)), paid);
        Assert.Equal(Wei.FromTokens(2), await Dao.EnergyBalanceAsync(2, miner, Cancellation));
        var logged = await fixture.Node.LogsAsync(Dao.Deployment.MintBatches, MintBatches.ClaimedEvent.Topic, Dao.Deployment.BlockNumber, receipt.BlockNumber, Cancellation);
        Assert.Equal(paid, MintBatches.ClaimedEvent.Read(Assert.Single(logged)));

        var again = await Assert.ThrowsAsync<RevertedException>(() =>
            pusher.SendAsync(Dao.Batches.Claim(1, miner, energy, Wei.FromTokens(2), [Hash(leaves[1])]), Cancellation));
        Assert.Equal($"MintBatches: NothingToClaim(tokenId 1, payee {miner}, token {energy}, claimed {Wei.FromTokens(2)})", again.Reason.Text);

        // Both leaves by one multiproof (flags: hash the two given leaves with each other); the first has had everything.
        await pusher.SendAsync(Dao.Batches.ClaimMany(leaves, [], [true]), Cancellation);
        Assert.Equal(Wei.FromTokens(1), await Dao.DecaBalanceAsync(Dao.Deployment.Timelock, Cancellation));
        Assert.Equal(Wei.FromTokens(2), await Dao.EnergyBalanceAsync(2, miner, Cancellation));
    }

    private async Task PassAsync(string description, params IReadOnlyList<ContractCall> calls)
    {
        var proposal = await Dao.ProposeAsync(fixture.Accounts.Operator, calls, description, Cancellation);
        foreach (var member in fixture.Accounts.Members.Take(2)) await Dao.VoteAsync(member, proposal.Id, VoteSupport.For, "", Cancellation);
        await Dao.QueueAsync(fixture.Accounts.Operator, proposal.Id, Cancellation);
        await Dao.ExecuteAsync(fixture.Accounts.Operator, proposal.Id, Cancellation);
    }

    // standard-v1 of OpenZeppelin's merkle-tree: a leaf is hashed twice, a pair in the order of its hashes.
    private static Hash32 Hash(Leaf leaf) => Keccak.Hash(Keccak.Hash(AbiEncoder.Encode(
        AbiSignature.Parameters("(uint256 tokenId, address payee, address token, uint256 cumulativeAmount)"),
        [leaf.TokenId, leaf.Payee, leaf.Token, leaf.CumulativeAmount])).ToBytes());

    private static Hash32 Pair(Hash32 a, Hash32 b)
    {
        var inOrder = new BigInteger(a.ToBytes(), isUnsigned: true, isBigEndian: true) < new BigInteger(b.ToBytes(), isUnsigned: true, isBigEndian: true);
        return Keccak.Hash(inOrder ? [.. a.ToBytes(), .. b.ToBytes()] : [.. b.ToBytes(), .. a.ToBytes()]);
    }
}
