namespace GreenPow.Dao.Tests;

public sealed class ChainFollowerTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_block_comes_once_and_in_order()
    {
        var start = (await fixture.Node.NewestBlockAsync(Cancellation)).Number + 1;
        var follower = new ChainFollower(fixture.Node, start);
        Assert.Empty((await follower.StepAsync(Cancellation)).Blocks);
        await MineAsync(3);
        Assert.Equal([start, start + 1, start + 2], (await follower.StepAsync(Cancellation)).Blocks.Select(block => block.Number));
        await MineAsync(1);
        Assert.Equal([start + 3], (await follower.StepAsync(Cancellation)).Blocks.Select(block => block.Number));
    }

    [Fact]
    public async Task Blocks_without_enough_confirmations_wait()
    {
        await MineAsync(1);
        var start = (await fixture.Node.NewestBlockAsync(Cancellation)).Number;
        var follower = new ChainFollower(fixture.Node, start, confirmations: 3);
        await MineAsync(1);
        Assert.Empty((await follower.StepAsync(Cancellation)).Blocks);
        await MineAsync(1);
        Assert.Equal([start], (await follower.StepAsync(Cancellation)).Blocks.Select(block => block.Number));
    }

    [Fact]
    public async Task A_replaced_block_is_taken_back_and_its_successor_given_out_in_one_step()
    {
        var follower = new ChainFollower(fixture.Node, (await fixture.Node.NewestBlockAsync(Cancellation)).Number);
        var kept = (await follower.StepAsync(Cancellation)).Blocks[^1];
        var snapshot = await SnapshotAsync();
        await MineAsync(2);
        await follower.StepAsync(Cancellation);

        await RevertAsync(snapshot);
        // Another transaction makes another block at the same height.
        await fixture.Dao.TransactorOf(fixture.Accounts.Operator).SendAsync(TransactionIntent.Transfer(Address.Zero, 1), Cancellation);
        var step = await follower.StepAsync(Cancellation);
        Assert.Equal(kept.Number, step.RolledBackTo);
        Assert.Equal(kept.Hash, Assert.Single(step.Blocks).ParentHash);
        Assert.False((await follower.StepAsync(Cancellation)).IsRollback);
    }

    [Fact]
    public async Task A_rollback_during_a_restart_is_noticed_after_it()
    {
        var before = await fixture.Node.NewestBlockAsync(Cancellation);
        var snapshot = await SnapshotAsync();
        await MineAsync(1);
        var lost = await fixture.Node.NewestBlockAsync(Cancellation);
        await RevertAsync(snapshot);

        var follower = new ChainFollower(fixture.Node, before.Number);
        follower.Resume([(before.Number, before.Hash), (lost.Number, lost.Hash)]);
        Assert.Equal(before.Number, (await follower.StepAsync(Cancellation)).RolledBackTo);
    }

    [Fact]
    public async Task A_rollback_deeper_than_its_memory_begins_again_at_the_start()
    {
        var start = (await fixture.Node.NewestBlockAsync(Cancellation)).Number + 1;
        var snapshot = await SnapshotAsync();
        var follower = new ChainFollower(fixture.Node, start, rememberedBlocks: 2);
        await MineAsync(5);
        await follower.StepAsync(Cancellation);
        await RevertAsync(snapshot);
        Assert.Equal(start - 1, (await follower.StepAsync(Cancellation)).RolledBackTo);
    }

    private async Task MineAsync(int blocks)
    {
        for (var i = 0; i < blocks; i++) await fixture.Chain.MineAsync(Cancellation);
    }

    private async Task<string> SnapshotAsync() => (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;

    private async Task RevertAsync(string snapshot) => await fixture.Node.Rpc.RequestAsync("evm_revert", [snapshot], Cancellation);
}
