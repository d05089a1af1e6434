using System.Net;
using System.Text;

namespace GreenPow.Dao.Tests;

public sealed class JsonRpcTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_answers_in_the_order_of_its_requests()
    {
        var answers = await fixture.Node.Rpc.BatchAsync([("eth_chainId", []), ("eth_getBalance", [Address.Zero.ToString(), "earliest"]), ("net_version", [])], Cancellation);
        Assert.Equal(["0x7a69", "0x0", "31337"], answers.Select(answer => answer.GetString()));
    }

    [Fact]
    public async Task A_refusal_carries_method_code_and_message()
    {
        var fault = await Assert.ThrowsAsync<JsonRpcException>(() => fixture.Node.Rpc.RequestAsync("eth_noSuchThing", [], Cancellation));
        Assert.Equal("eth_noSuchThing", fault.Method);
        Assert.InRange(fault.Code, -32700, -32600);
    }

    [Fact]
    public async Task A_refusal_within_a_batch_is_a_refusal() =>
        Assert.Equal("eth_noSuchThing", (await Assert.ThrowsAsync<JsonRpcException>(() =>
            fixture.Node.Rpc.BatchAsync([("eth_chainId", []), ("eth_noSuchThing", [])], Cancellation))).Method);

    [Fact]
    public async Task Answers_in_another_order_are_sorted_out()
    {
        using var http = new HttpClient(new Canned("""[{"jsonrpc":"2.0","id":2,"result":"b"},{"jsonrpc":"2.0","id":1,"result":"a"}]"""));
        var answers = await new JsonRpc(http, new Uri("http://127.0.0.1/")).BatchAsync([("first", []), ("second", [])], Cancellation);
        Assert.Equal(["a", "b"], answers.Select(answer => answer.GetString()));
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""")]
    [InlineData("[]")]
    public async Task What_is_no_answer_counts_as_silence(string body)
    {
        using var http = new HttpClient(new Canned(body));
        await Assert.ThrowsAsync<NodeUnreachableException>(() => new JsonRpc(http, new Uri("http://127.0.0.1/")).RequestAsync("eth_chainId", [], Cancellation));
    }

    [Fact]
    public async Task A_read_at_a_block_that_was_replaced_fails_instead_of_answering_from_another_history()
    {
        var snapshot = (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;
        await fixture.Chain.MineAsync(Cancellation);
        var block = await fixture.Node.NewestBlockAsync(Cancellation);
        Assert.Equal(1, await fixture.Dao.Registry.MinWireVersion().ReadAsync(fixture.Node, BlockReference.Hash(block.Hash), cancellation: Cancellation));

        await fixture.Node.Rpc.RequestAsync("evm_revert", [snapshot], Cancellation);
        await Assert.ThrowsAsync<JsonRpcException>(() =>
            fixture.Dao.Registry.MinWireVersion().ReadAsync(fixture.Node, BlockReference.Hash(block.Hash), cancellation: Cancellation));
    }

    private sealed class Canned(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
