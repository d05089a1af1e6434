using GreenPow.Dao;
using GreenPow.Wire;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting;

/// <summary>
/// The DAO's chain on this machine: starts anvil or adopts the one that an earlier run left, finds or deploys the contracts,
/// and starts again what died. Everybody else waits here until it is ready.
/// </summary>
public sealed class DaoChain(IOptions<GatewayOptions> gateway, IOptions<MintOptions> mint, TimeProvider time, ILogger<DaoChain> log) : BackgroundService, IChainHead
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly Lock _change = new();
    private TaskCompletionSource<OpenDao> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The DAO's client; waits until chain and contracts are there. Ask again for each piece of work: a restarted chain has a new one.</summary>
    public async ValueTask<OpenDao> OpenAsync(CancellationToken cancellation)
    {
        Task<OpenDao> ready;
        lock (_change) ready = _ready.Task;
        return await ready.WaitAsync(cancellation);
    }

    public async ValueTask<NetworkIdentity> NetworkAsync(CancellationToken cancellation) => (await OpenAsync(cancellation)).Network;

    public async ValueTask<ChainBlock> NewestBlockAsync(CancellationToken cancellation)
    {
        var block = await (await OpenAsync(cancellation)).Client.NewestBlockAsync(cancellation);
        return new(block.Number, block.Hash.ToBytes(), block.Time);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                log.LogWarning("The development chain ended; starting it again.");
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "The development chain is not available; trying again.");
            }
            lock (_change) if (_ready.Task.IsCompleted) _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await Task.Delay(RestartPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Until the chain ends by itself; disposing it makes it save its state first.
    private async Task RunOnceAsync(CancellationToken stopping)
    {
        var folder = gateway.Value.FolderOf("chain");
        await using var chain = await DevChain.StartAsync(new() { Folder = folder, Port = gateway.Value.ChainPort }, stopping);
        using var accounts = DemoAccounts.Open(gateway.Value.FolderOf("keys"));
        await accounts.FundAsync(chain, stopping);
        using var deployer = new Transactor(chain.Node, accounts.Operator, chain.Options.ChainId, time: time);
        var deployment = await DaoDeployment.OpenAsync(Path.Combine(folder, "deployment.json"), chain.Node, deployer, DeploymentOptions(accounts), stopping);
        using var client = new EnergyDaoClient(chain.Node, deployment, time: time);
        lock (_change) _ready.TrySetResult(new(client, accounts, NetworkOf(deployment)));
        log.LogInformation("The DAO is at {Registry} on chain {ChainId}, {Endpoint}.", deployment.DeviceRegistry, deployment.ChainId, chain.Endpoint);
        await chain.Exited.WaitAsync(stopping);
    }

    private DaoDeploymentOptions DeploymentOptions(DemoAccounts accounts) => new()
    {
        Members = [.. accounts.Members.Select(member => member.Address)],
        DayOffsetSeconds = mint.Value.DayOffsetSeconds,
        CapacityFactorPermille = (ushort)mint.Value.CapacityFactorPermille,
    };

    private static NetworkIdentity NetworkOf(DeploymentRecord deployment)
    {
        var registry = deployment.DeviceRegistry.ToBytes();
        var network = new byte[8];
        Identity.NetworkId(deployment.ChainId, registry, network);
        return new(deployment.ChainId, registry, network, deployment.DayOffsetSeconds);
    }
}

/// <summary>A reachable DAO and the accounts that this gateway acts for.</summary>
public sealed record OpenDao(EnergyDaoClient Client, DemoAccounts Accounts, NetworkIdentity Network);
