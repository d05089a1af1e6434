using GreenPow.Dao;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>The demo DAO's admissions on a real chain, where they do not go as usual.</summary>
public class DemoAdmissionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storage_that_names_feeders_of_another_is_admitted_without_them()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        await world.StepUntilAsync(EpochState.Claimed);
        var dao = await world.DaoAsync();
        var second = new SimulatedSite(4, DeviceKind.Storage, 8, 8);
        Assert.True(world.Get<Catalogue>().AddDevice(second.Application(dao.Network, dao.Accounts.Owners[3].Address.ToBytes(), DateTimeOffset.UtcNow, world.North.Id, world.South.Id)));
        await world.StepAsync();
        Assert.Equal(4, await SiteCountAsync(dao));
        var barn = (await dao.Client.SiteAsync(world.Barn.Id.ToArray(), cancellation: Stop))!.Value.TokenId;
        Assert.Equal(barn, (await StorageOfAsync(dao, world.North)).StorageTokenId);
    }

    [Fact]
    public async Task A_feeder_is_bound_to_the_channel_that_receives()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        var dao = await world.DaoAsync();
        var shed = new SimulatedSite(4, DeviceKind.Storage, 9, 8); // delivers on its first channel
        var owner = dao.Accounts.Owners[0].Address.ToBytes();
        Assert.True(world.Get<Catalogue>().AddDevice(world.North.Application(dao.Network, owner, DateTimeOffset.UtcNow)));
        Assert.True(world.Get<Catalogue>().AddDevice(shed.Application(dao.Network, owner, DateTimeOffset.UtcNow, world.North.Id)));
        await world.StepAsync();
        Assert.Equal(1, (await StorageOfAsync(dao, world.North)).Channel);
    }

    // More than one proposal can hold.
    [Fact]
    public async Task Eighty_sites_that_apply_at_once_are_admitted()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        var dao = await world.DaoAsync();
        for (var number = 1; number <= 80; number++)
            Assert.True(world.Get<Catalogue>().AddDevice(new SimulatedSite(number, DeviceKind.Meter, 1, 2, 6).Application(dao.Network, dao.Accounts.Owners[0].Address.ToBytes(), DateTimeOffset.UtcNow)));
        for (var step = 0; step < 4; step++) await world.StepAsync();
        Assert.Equal(80, await SiteCountAsync(dao));
    }

    [Fact]
    public async Task An_admission_whose_vote_ran_out_is_asked_for_again()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var dao = await world.DaoAsync();
        // The gateway hands in and stops; it is back after the voting period. Blocks come when they are called, so nothing is carried out before.
        var node = dao.Client.Node;
        await node.Rpc.RequestAsync("evm_setAutomine", [false], Stop);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var step = world.Get<EpochCloser>().StepAsync(DateTimeOffset.UtcNow, stopping.Token);
        while ((await dao.Client.Governor.ProposalCount().ReadAsync(node, cancellation: Stop)).IsZero)
        {
            await node.Rpc.RequestAsync("evm_mine", [], Stop);
            await Task.Delay(100, Stop); // the chain keeps 256 blocks, and the gateway reads at the one that it began with
        }
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        await world.PassVotingPeriodAsync();
        await node.Rpc.RequestAsync("evm_setAutomine", [true], Stop);
        await world.StepAsync();
        Assert.Equal(3, await SiteCountAsync(dao));
    }

    private static async Task<int> SiteCountAsync(OpenDao dao) => (int)await dao.Client.Registry.SiteCount().ReadAsync(dao.Client.Node, cancellation: Stop);

    private static async Task<(System.Numerics.BigInteger StorageTokenId, byte Channel, ulong Since)> StorageOfAsync(OpenDao dao, SimulatedSite feeder) =>
        await dao.Client.Registry.StorageOf((await dao.Client.SiteAsync(feeder.Id.ToArray(), cancellation: Stop))!.Value.TokenId).ReadAsync(dao.Client.Node, cancellation: Stop);
}
