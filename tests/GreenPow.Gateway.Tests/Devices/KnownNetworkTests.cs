using GreenPow.Gateway.Devices;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class KnownNetworkTests : IChainHead
{
    private static readonly NetworkIdentity Other = TestGateway.Network with { NetworkId = [8, 7, 6, 5, 4, 3, 2, 1] };

    private TaskCompletionSource<NetworkIdentity> chain = new();

    [Fact]
    public async Task While_the_chain_is_away_the_network_is_the_one_that_it_was()
    {
        var known = new KnownNetwork(this, new ManualTime());
        chain.SetResult(TestGateway.Network);
        Assert.Equal(TestGateway.Network, await known.AskAsync(TestContext.Current.CancellationToken));
        chain = new();
        Assert.Equal(TestGateway.Network, await known.AskAsync(TestContext.Current.CancellationToken));
        chain.SetResult(Other);
        Assert.Equal(Other, await known.AskAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_chain_that_comes_up_meanwhile_is_waited_for()
    {
        var asked = new KnownNetwork(this, new ManualTime()).AskAsync(TestContext.Current.CancellationToken);
        Assert.False(asked.IsCompleted);
        chain.SetResult(TestGateway.Network);
        Assert.Equal(TestGateway.Network, await asked);
    }

    [Fact]
    public async Task Whoever_asks_no_longer_waits_no_longer()
    {
        using var asking = new CancellationTokenSource();
        var asked = new KnownNetwork(this, new ManualTime()).AskAsync(asking.Token);
        await asking.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await asked);
    }

    [Fact]
    public async Task A_chain_that_breaks_while_it_is_asked_is_away()
    {
        chain.SetException(new ObjectDisposedException("client"));
        Assert.Null(await new KnownNetwork(this, new ManualTime()).AskAsync(TestContext.Current.CancellationToken));
    }

    ValueTask<NetworkIdentity> IChainHead.NetworkAsync(CancellationToken cancellation) => new(chain.Task.WaitAsync(cancellation));

    ValueTask<ChainBlock> IChainHead.NewestBlockAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
