namespace GreenPow.Dao.Tests;

/// <summary>A real anvil with a deployed DAO, shared by the tests of one class.</summary>
public sealed class DevChainFixture : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private DevChain? _chain;

    public DevChain Chain => _chain ?? throw new InvalidOperationException("The chain has not started.");

    public EthereumNode Node => Chain.Node;

    public DemoAccounts Accounts { get; private set; } = null!;

    public EnergyDaoClient Dao { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // No block comes by itself: tests count them.
        _chain = await DevChain.StartAsync(new DevChainOptions { Folder = _folder.File("chain"), Port = FreePort.Next(), BlockSeconds = 3_600 });
        Accounts = DemoAccounts.Open(_folder.File("keys"));
        await Accounts.FundAsync(Chain);
        using var deployer = new Transactor(Node, Accounts.Operator, Chain.Options.ChainId);
        var deployment = await DaoDeployment.DeployAsync(Node, deployer, new() { Members = [.. Accounts.Members.Select(key => key.Address)] });
        Dao = new(Node, deployment);
    }

    public async ValueTask DisposeAsync()
    {
        Dao?.Dispose();
        Accounts?.Dispose();
        if (_chain is not null) await _chain.DisposeAsync();
        _folder.Dispose();
    }
}
