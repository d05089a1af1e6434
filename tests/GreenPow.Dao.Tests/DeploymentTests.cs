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

    private async Task<string> SnapshotAsync() => (await fixture.Node.Rpc.RequestAsync("evm_snapshot", [], Cancellation)).GetString()!;
}
