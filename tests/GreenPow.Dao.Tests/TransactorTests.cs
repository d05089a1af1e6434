using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

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

        var result = await MiningUntilAsync(transactor.ResendVanishedAsync(Cancellation));
        Assert.NotEqual(first.TransactionHash, Assert.Single(result.Resent).Hash);
        Assert.Equal(8, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
        Assert.Empty((await transactor.ResendVanishedAsync(Cancellation)).Resent);
    }

    // As a crash leaves it: the account's earlier transactions are lost, and this one is the only one that somebody waits for.
    [Fact]
    public async Task A_transaction_whose_predecessors_are_lost_is_mined_once()
    {
        using var transactor = new Transactor(fixture.Node, fixture.Accounts.Owners[1], fixture.Chain.Options.ChainId);
        using var forgotten = new Transactor(fixture.Node, fixture.Accounts.Owners[1], fixture.Chain.Options.ChainId);
        var to = Address.FromBytes(Convert.FromHexString("00000000000000000000000000000000000000ce"));
        var snapshot = (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;
        for (var i = 0; i < 3; i++) await forgotten.SendAsync(TransactionIntent.Transfer(Address.Zero, 1), Cancellation);
        var receipt = await transactor.SendAsync(TransactionIntent.Transfer(to, 7), Cancellation);
        await fixture.Node.Rpc.RequestAsync("evm_revert", [snapshot], Cancellation);

        var resent = Assert.Single((await MiningUntilAsync(transactor.ResendVanishedAsync(Cancellation))).Resent);
        Assert.Equal(receipt.TransactionHash, resent.Hash);
        Assert.Equal(7, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
    }

    [Fact]
    public async Task What_vanished_comes_back_in_its_order_as_it_was()
    {
        using var transactor = new Transactor(fixture.Node, fixture.Accounts.Owners[1], fixture.Chain.Options.ChainId);
        var snapshot = (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;
        var before = await Task.WhenAll(Enumerable.Range(1, 5).Select(_ => transactor.SendAsync(TransactionIntent.Transfer(Address.Zero, 1), Cancellation)));
        await fixture.Node.Rpc.RequestAsync("evm_revert", [snapshot], Cancellation);

        var again = await transactor.ResendVanishedAsync(Cancellation);
        Assert.Equal(before.OrderBy(receipt => receipt.BlockNumber).Select(receipt => receipt.TransactionHash), again.Resent.Select(sent => sent.Hash));
    }

    // A development chain begins at 1 gwei of base fee and as much tip, so that 3 gwei are offered.
    [Theory]
    [InlineData("0xb8c63f00", "00000000000000000000000000000000000000e0")] // 3.1 gwei
    [InlineData("0x2e90edd000", "00000000000000000000000000000000000000e1")] // 200 gwei
    public async Task A_transaction_that_the_base_fee_outran_is_replaced(string baseFee, string payee)
    {
        using var transactor = new Transactor(fixture.Node, fixture.Accounts.Owners[3], fixture.Chain.Options.ChainId);
        var to = Address.FromBytes(Convert.FromHexString(payee));
        await SetBaseFeeAsync("0x3b9aca00");
        await fixture.Node.Rpc.RequestAsync("evm_setIntervalMining", [0], Cancellation);
        try
        {
            var first = await transactor.SubmitAsync(TransactionIntent.Transfer(to, 3), Cancellation);
            var offered = first.Hash;
            var receipt = await MiningUntilAsync(transactor.WaitAsync(first, Cancellation), baseFee);
            Assert.True(receipt.Succeeded);
            Assert.Equal(receipt.TransactionHash, first.Hash);
            Assert.NotEqual(offered, first.Hash);
            Assert.Equal(3, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
        }
        finally
        {
            await SetBaseFeeAsync("0x3b9aca00");
            await fixture.Node.Rpc.RequestAsync("evm_setAutomine", [true], Cancellation);
        }
    }

    // Receipt, presence, and receipt again are asked before anything is sent again.
    [Theory]
    [InlineData(true, "00000000000000000000000000000000000000e2")]
    [InlineData(false, "00000000000000000000000000000000000000e4")]
    public async Task A_node_that_lags_behind_another_does_not_double_a_payment(bool alsoInNonces, string payee)
    {
        using var http = new HttpClient(new Lagging(answers: 3, alsoInNonces));
        using var transactor = new Transactor(
            new EthereumNode(new JsonRpc(http, fixture.Chain.Endpoint)), fixture.Accounts.Owners[2], fixture.Chain.Options.ChainId);
        var to = Address.FromBytes(Convert.FromHexString(payee));
        Assert.True((await transactor.SendAsync(TransactionIntent.Transfer(to, 9), Cancellation)).Succeeded);
        Assert.Equal(9, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
    }

    // A node that has the bytes refuses them.
    [Fact]
    public async Task A_refusal_of_bytes_that_the_node_has_is_none()
    {
        using var http = new HttpClient(new Lagging(answers: 6, alsoInNonces: true));
        using var transactor = new Transactor(
            new EthereumNode(new JsonRpc(http, fixture.Chain.Endpoint)), fixture.Accounts.Owners[2], fixture.Chain.Options.ChainId);
        var to = Address.FromBytes(Convert.FromHexString("00000000000000000000000000000000000000e3"));
        await fixture.Node.Rpc.RequestAsync("evm_setIntervalMining", [0], Cancellation);
        try
        {
            var sent = await transactor.SubmitAsync(TransactionIntent.Transfer(to, 9), Cancellation);
            Assert.True((await MiningUntilAsync(transactor.WaitAsync(sent, Cancellation))).Succeeded);
        }
        finally
        {
            await fixture.Node.Rpc.RequestAsync("evm_setAutomine", [true], Cancellation);
        }
        Assert.Equal(9, await fixture.Node.BalanceAsync(to, cancellation: Cancellation));
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

    // Makes blocks, of this base fee where one is given, until the work is done.
    private async Task<T> MiningUntilAsync<T>(Task<T> work, string? baseFee = null)
    {
        while (await Task.WhenAny(work, Task.Delay(100, Cancellation)) != work)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (baseFee is not null) await SetBaseFeeAsync(baseFee);
            else await fixture.Chain.MineAsync(Cancellation);
        }
        return await work;
    }

    private async Task SetBaseFeeAsync(string wei)
    {
        await fixture.Node.Rpc.RequestAsync("anvil_setNextBlockBaseFeePerGas", [wei], Cancellation);
        await fixture.Chain.MineAsync(Cancellation);
    }

    /// <summary>The real node, but the first questions about a transaction reach one that has not heard of it yet.</summary>
    private sealed class Lagging(int answers, bool alsoInNonces) : DelegatingHandler(new HttpClientHandler())
    {
        private int _answers = answers;
        private string? _firstNonce;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var method = body["method"]!.GetValue<string>();
            if (_answers > 0 && (method is "eth_getTransactionReceipt" or "eth_getTransactionByHash"))
            {
                _answers--;
                return Answer(body, "null");
            }
            if (alsoInNonces && _answers > 0 && method == "eth_getTransactionCount" && _firstNonce is not null) return Answer(body, _firstNonce);
            var answer = await base.SendAsync(request, cancellationToken);
            if (method == "eth_getTransactionCount") _firstNonce ??= JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["result"]!.ToJsonString();
            return answer;
        }

        private static HttpResponseMessage Answer(JsonNode request, string result) => new(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"jsonrpc":"2.0","id":{{request["id"]}},"result":{{result}}}""", Encoding.UTF8, "application/json"),
        };
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
