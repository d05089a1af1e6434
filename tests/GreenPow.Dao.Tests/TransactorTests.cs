using System.Numerics;

namespace GreenPow.Dao.Tests;

public sealed class TransactorTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static readonly Address Payee = Address.FromBytes(Convert.FromHexString("00000000000000000000000000000000000000bb"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_at_once_take_one_nonce_each()
    {
        using var transactor = new Transactor(fixture.Node, fixture.Accounts.Owners[0], fixture.Chain.Options.ChainId);
        var before = await fixture.Node.NonceAsync(transactor.Account, cancellation: Cancellation);
        var receipts = await Task.WhenAll(Enumerable.Range(1, 20).Select(_ => transactor.SendAsync(TransactionIntent.Transfer(Payee, 5), Cancellation)));
        Assert.All(receipts, receipt => Assert.True(receipt.Succeeded));
        Assert.Equal(before + 20, await fixture.Node.NonceAsync(transactor.Account, cancellation: Cancellation));
        Assert.Equal(100, await fixture.Node.BalanceAsync(Payee, cancellation: Cancellation));
    }

    [Fact]
    public async Task A_reorganisation_that_used_the_nonce_otherwise_does_not_lose_the_intent()
    {
        using var transactor = new Transactor(fixture.Node, fixture.Accounts.Owners[1], fixture.Chain.Options.ChainId);
        using var elsewhere = new Transactor(fixture.Node, fixture.Accounts.Owners[1], fixture.Chain.Options.ChainId);
        var to = Address.FromBytes(Convert.FromHexString("00000000000000000000000000000000000000cc"));
        var snapshot = (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;
        var first = await transactor.SendAsync(TransactionIntent.Transfer(to, 7), Cancellation);
        await fixture.Node.Rpc.RequestAsync("evm_revert", [snapshot], Cancellation);
        await elsewhere.SendAsync(TransactionIntent.Transfer(to, 1), Cancellation);

        var result = await transactor.ResendVanishedAsync(Cancellation);
        Assert.NotEqual(first.TransactionHash, Assert.Single(result.Resent).Hash);
        Assert.Equal(8, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
        Assert.Empty((await transactor.ResendVanishedAsync(Cancellation)).Resent);
    }

    [Fact]
    public async Task A_transaction_that_reverts_in_its_block_is_explained()
    {
        var dao = fixture.Dao;
        var proposal = await dao.ProposeAsync(fixture.Accounts.Operator, [dao.Batches.SetCapacityFactor(333)], "Too late", Cancellation);
        await dao.WaitWhileAsync(proposal.Id, ProposalState.Pending, Cancellation);
        using var member = new Transactor(fixture.Node, fixture.Accounts.Members[2], fixture.Chain.Options.ChainId);

        // No mining: the vote passes its estimate, and is mined an hour later, after the end of the voting period.
        await fixture.Node.Rpc.RequestAsync("evm_setIntervalMining", [0], Cancellation);
        var vote = await member.SubmitAsync(TransactionIntent.Of(dao.Governor.CastVote(proposal.Id, (byte)VoteSupport.For)), Cancellation);
        await fixture.Node.Rpc.RequestAsync("evm_increaseTime", [3_601], Cancellation);
        await fixture.Chain.MineAsync(Cancellation);
        await fixture.Node.Rpc.RequestAsync("evm_setAutomine", [true], Cancellation);

        var fault = await Assert.ThrowsAsync<RevertedException>(() => member.WaitAsync(vote, Cancellation));
        Assert.False(vote.Receipt?.Succeeded);
        Assert.Equal(("EnergyDao", "GovernorUnexpectedProposalState"), (fault.Reason.Contract, fault.Reason.Name));
        Assert.Equal((byte)ProposalState.Defeated, Assert.IsType<BigInteger>(fault.Reason.Arguments[1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_never_came_neither_loses_nor_doubles_a_transaction(bool nodeTookIt)
    {
        using var http = new HttpClient(new CutOnce(nodeTookIt));
        using var transactor = new Transactor(
            new EthereumNode(new JsonRpc(http, fixture.Chain.Endpoint)), fixture.Accounts.Owners[2], fixture.Chain.Options.ChainId);
        var to = Address.FromBytes(Convert.FromHexString(nodeTookIt ? "00000000000000000000000000000000000000dd" : "00000000000000000000000000000000000000de"));
        Assert.True((await transactor.SendAsync(TransactionIntent.Transfer(to, 9), Cancellation)).Succeeded);
        Assert.Equal(9, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
    }

    // Init code that writes one word far out: memory of w words costs w²/512 + 3w gas (Yellow Paper, appendix G).
    [Theory]
    [InlineData("60006230d40052", true)]
    [InlineData("6000637fffff0052", false)]
    public async Task What_does_not_fit_into_one_transaction_says_so_and_sends_nothing(string initCode, bool nodeHasEstimate)
    {
        using var transactor = new Transactor(fixture.Node, fixture.Accounts.Owners[0], fixture.Chain.Options.ChainId);
        var before = await fixture.Node.NonceAsync(transactor.Account, BlockReference.Pending, Cancellation);
        var fault = await Assert.ThrowsAsync<GasAboveLimitException>(() =>
            transactor.SendAsync(TransactionIntent.Create(Contracts.MintBatches.Abi, Convert.FromHexString(initCode)), Cancellation));
        Assert.Equal(("deployment of MintBatches", 1ul << 24), (fault.What, fault.LimitGas));
        Assert.Equal(nodeHasEstimate, fault.NeededGas > fault.LimitGas);
        Assert.Equal(before, await fixture.Node.NonceAsync(transactor.Account, BlockReference.Pending, Cancellation));
    }

    /// <summary>The real node, but the connection breaks at the first transaction, before or after the node has it.</summary>
    private sealed class CutOnce(bool nodeTookIt) : DelegatingHandler(new HttpClientHandler())
    {
        private bool _cut;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            if (_cut || !body.Contains("eth_sendRawTransaction", StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
            _cut = true;
            if (nodeTookIt) (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new HttpRequestException("connection reset");
        }
    }
}
