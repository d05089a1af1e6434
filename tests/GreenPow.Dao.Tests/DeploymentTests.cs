using GreenPow.Dao.Contracts;

namespace GreenPow.Dao.Tests;

public sealed class DeploymentTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DaoDeploymentOptions Options => new() { Members = [.. fixture.Accounts.Members.Select(key => key.Address)] };

    [Fact]
    public async Task A_saved_deployment_is_opened_as_long_as_it_is_there()
    {
        using var folder = new TestFolder();
        var path = folder.File("deployment.json");
        using var deployer = new Transactor(fixture.Node, fixture.Accounts.Operator, fixture.Chain.Options.ChainId);
        var snapshot = await SnapshotAsync();
        var first = await DaoDeployment.OpenAsync(path, fixture.Node, deployer, Options, Cancellation);
        Assert.Equal(first, DeploymentRecord.Load(path));
        Assert.Equal(first, await DaoDeployment.OpenAsync(path, fixture.Node, deployer, Options, Cancellation));

        // As after a rollback: the file names contracts that the chain no longer has, here with another one at the first address.
        await fixture.Node.Rpc.RequestAsync("evm_revert", [snapshot], Cancellation);
        Assert.False(await DaoDeployment.IsThereAsync(fixture.Node, first, Cancellation));
        await deployer.SendAsync(TransactionIntent.Transfer(Address.Zero, 1), Cancellation);
        var second = await DaoDeployment.OpenAsync(path, fixture.Node, deployer, Options, Cancellation);
        Assert.NotEqual(first.DeviceRegistry, second.DeviceRegistry);
        Assert.Equal(second, DeploymentRecord.Load(path));
        Assert.False(await DaoDeployment.IsThereAsync(fixture.Node, first, Cancellation));
    }

    [Fact]
    public async Task A_deployer_whose_renouncing_was_lost_renounces_again()
    {
        using var folder = new TestFolder();
        var path = folder.File("deployment.json");
        using var deployer = new Transactor(fixture.Node, fixture.Accounts.Operator, fixture.Chain.Options.ChainId);
        var record = await DaoDeployment.OpenAsync(path, fixture.Node, deployer, Options, Cancellation);
        await LoseRenouncingAsync(record);

        Assert.Equal(record, await DaoDeployment.OpenAsync(path, fixture.Node, deployer, Options, Cancellation));
        Assert.False(await IsAdminAsync(record));
    }

    [Fact]
    public async Task A_governor_without_the_right_to_propose_is_no_deployment()
    {
        using var deployer = new Transactor(fixture.Node, fixture.Accounts.Operator, fixture.Chain.Options.ChainId);
        var record = await DaoDeployment.DeployAsync(fixture.Node, deployer, Options, Cancellation);
        Assert.True(await DaoDeployment.IsThereAsync(fixture.Node, record, Cancellation));
        await LoseRenouncingAsync(record);
        var timelock = new TimelockController(record.Timelock);
        var proposer = await timelock.ProposerRole().ReadAsync(fixture.Node, cancellation: Cancellation);
        await deployer.SendAsync(timelock.RevokeRole(proposer, record.EnergyDao), Cancellation);
        Assert.False(await DaoDeployment.IsThereAsync(fixture.Node, record, Cancellation));
    }

    [Fact]
    public async Task A_deployment_of_another_chain_is_refused()
    {
        using var folder = new TestFolder();
        (fixture.Dao.Deployment with { ChainId = 1 }).Save(folder.File("deployment.json"));
        using var deployer = new Transactor(fixture.Node, fixture.Accounts.Operator, fixture.Chain.Options.ChainId);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() =>
            DaoDeployment.OpenAsync(folder.File("deployment.json"), fixture.Node, deployer, Options, Cancellation));
        Assert.EndsWith("is of chain 1, the node serves chain 31337.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_deployment_is_refused()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("deployment.json"), """{"chainId": 31337}""");
        Assert.Throws<InvalidDataException>(() => DeploymentRecord.Load(folder.File("deployment.json")));
    }

    // Drops block after block until the last transaction of the deployment is gone; the chain also makes empty blocks.
    private async Task LoseRenouncingAsync(DeploymentRecord record)
    {
        while (!await IsAdminAsync(record)) await fixture.Node.Rpc.RequestAsync("anvil_rollback", [1], Cancellation);
        Assert.True(await DaoDeployment.IsThereAsync(fixture.Node, record, Cancellation));
    }

    private async Task<bool> IsAdminAsync(DeploymentRecord record)
    {
        var timelock = new TimelockController(record.Timelock);
        var admin = await timelock.DefaultAdminRole().ReadAsync(fixture.Node, cancellation: Cancellation);
        return await timelock.HasRole(admin, fixture.Accounts.Operator.Address).ReadAsync(fixture.Node, cancellation: Cancellation);
    }

    private async Task<string> SnapshotAsync() => (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;
}
