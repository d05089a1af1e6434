using GreenPow.Dao;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Chain;

/// <summary>
/// Keeps the DAO's chain running beside the gateway: starts or adopts it, deploys what is missing, and after a crash of the
/// chain, which is a reorganisation to everybody else, sends again what vanished.
/// </summary>
public sealed class DaoChain(IOptions<GatewayOptions> options, TimeProvider time, ILogger<DaoChain> log) : BackgroundService, IChainHead
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private volatile TaskCompletionSource<DaoConnection> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the chain is up and the contracts are there.</summary>
    public Task<DaoConnection> ConnectionAsync(CancellationToken cancellation) => ready.Task.WaitAsync(cancellation);

    /// <summary>The connection, if there is one now: for pages that would rather say "starting" than wait.</summary>
    public DaoConnection? Connection => ready.Task is { IsCompletedSuccessfully: true } task ? task.Result : null;

    public async ValueTask<NetworkIdentity> NetworkAsync(CancellationToken cancellation) => (await ConnectionAsync(cancellation)).Network;

    public async ValueTask<ChainBlock> NewestBlockAsync(CancellationToken cancellation)
    {
        var block = await (await ConnectionAsync(cancellation)).Client.NewestBlockAsync(cancellation);
        return new(block.Number, block.Hash.ToBytes(), block.Time);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var accounts = DemoAccounts.Open(options.Value.FolderOf("keys"));
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var chain = await DevChain.StartAsync(new() { Folder = options.Value.FolderOf("chain"), Port = options.Value.ChainPort }, stoppingToken);
            log.LogInformation("The chain {ChainId} {How} on port {Port}.", chain.Options.ChainId, chain.Adopted ? "goes on" : "starts", chain.Options.Port);
            using var client = await OpenAsync(chain, accounts, stoppingToken);
            ready.TrySetResult(new(client, accounts, DaoConnection.NetworkOf(client.Deployment)));
            await FollowAsync(chain, client, accounts, stoppingToken);
            ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task<EnergyDaoClient> OpenAsync(DevChain chain, DemoAccounts accounts, CancellationToken cancellation)
    {
        await accounts.FundAsync(chain, cancellation);
        using var deployer = new Transactor(chain.Node, accounts.Operator, chain.Options.ChainId, null, time);
        var setup = new DaoDeploymentOptions { Members = [.. accounts.Members.Select(member => member.Address)] };
        var deployment = await DaoDeployment.OpenAsync(Path.Combine(options.Value.FolderOf("chain"), "deployment.json"), chain.Node, deployer, setup, cancellation);
        return new(chain.Node, deployment, null, time);
    }

    /// <summary>Until the chain ends: notices rollbacks. Ends when the contracts themselves are gone, so that they are deployed anew.</summary>
    private async Task FollowAsync(DevChain chain, EnergyDaoClient client, DemoAccounts accounts, CancellationToken cancellation)
    {
        var follower = new ChainFollower(chain.Node, (await chain.Node.NewestBlockAsync(cancellation)).Number);
        while (!cancellation.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(Pace, time, cancellation), chain.Exited);
            if (chain.Exited.IsCompleted || cancellation.IsCancellationRequested) break;
            try
            {
                var step = await follower.StepAsync(cancellation);
                if (!step.IsRollback) continue;
                log.LogWarning("The chain went back to block {Block}; what vanished is sent again.", step.RolledBackTo);
                await accounts.FundAsync(chain, cancellation);
                if (!await DaoDeployment.IsThereAsync(chain.Node, client.Deployment, cancellation)) return;
                var again = await client.ResendVanishedAsync(cancellation);
                foreach (var (transaction, reason) in again.Refused)
                    log.LogWarning("{Transaction} vanished and is refused now: {Reason}", transaction.Intent.Description, reason.Message);
            }
            catch (Exception fault) when (fault is NodeUnreachableException or JsonRpcException && !cancellation.IsCancellationRequested)
            {
                log.LogWarning("The chain does not answer: {Reason}", fault.Message);
            }
        }
        if (!cancellation.IsCancellationRequested) log.LogError("The chain ended by itself; it is started again from its saved state.");
    }
}
