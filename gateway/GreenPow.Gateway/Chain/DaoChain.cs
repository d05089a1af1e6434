using GreenPow.Dao;
using GreenPow.Gateway.Minting;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Chain;

/// <summary>
/// Keeps the DAO's chain running beside the gateway: starts or adopts it, deploys what is missing, and after a crash of the
/// chain, which is a reorganisation to everybody else, sends again what vanished.
/// </summary>
public sealed class DaoChain(IOptions<GatewayOptions> options, IOptions<MintOptions> mint, TimeProvider time, ILogger<DaoChain> log) : BackgroundService, IChainHead
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>The chain is one node of our own: what it says of a nonce is so.</summary>
    private static readonly TransactorOptions transactions = new() { DoubtBlocks = 0 };

    private volatile TaskCompletionSource<OpenDao> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the chain is up and the contracts are there. Ask again for each piece of work: a restarted chain has a new client.</summary>
    public Task<OpenDao> OpenAsync(CancellationToken cancellation) => ready.Task.WaitAsync(cancellation);

    /// <summary>The DAO, if it answers now: for pages that would rather say "starting" than wait.</summary>
    public OpenDao? Opened => ready.Task is { IsCompletedSuccessfully: true } task ? task.Result : null;

    public async ValueTask<NetworkIdentity> NetworkAsync(CancellationToken cancellation) => (await OpenAsync(cancellation)).Network;

    public async ValueTask<ChainBlock> NewestBlockAsync(CancellationToken cancellation)
    {
        var block = await (await OpenAsync(cancellation)).Client.NewestBlockAsync(cancellation);
        return new(block.Number, block.Hash.ToBytes(), block.Time);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var accounts = DemoAccounts.Open(options.Value.FolderOf("keys"));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(accounts, stoppingToken);
            }
            catch (Exception fault) when ((fault is DevChainException || ChainTrouble.Is(fault)) && !stoppingToken.IsCancellationRequested)
            {
                log.LogError("The chain is not available, trying again: {Reason}", fault.Message);
            }
            if (ready.Task.IsCompleted) ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await Task.Delay(Pace, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Until the chain ends by itself or loses its contracts; ending it makes it save its state first.
    private async Task RunAsync(DemoAccounts accounts, CancellationToken stopping)
    {
        await using var chain = await DevChain.StartAsync(new() { Folder = options.Value.FolderOf("chain"), Port = options.Value.ChainPort }, stopping);
        using var client = await ClientAsync(chain, accounts, stopping);
        ready.TrySetResult(new(client, accounts, OpenDao.NetworkOf(client.Deployment)));
        log.LogInformation("The DAO is at {Registry} on chain {ChainId}, {Endpoint}{How}.", client.Deployment.DeviceRegistry, chain.Options.ChainId, chain.Endpoint, chain.Adopted ? ", left running by an earlier gateway" : "");
        await FollowAsync(chain, client, accounts, stopping);
    }

    private async Task<EnergyDaoClient> ClientAsync(DevChain chain, DemoAccounts accounts, CancellationToken cancellation)
    {
        await accounts.FundAsync(chain, cancellation);
        using var deployer = new Transactor(chain.Node, accounts.Operator, chain.Options.ChainId, transactions, time);
        var setup = new DaoDeploymentOptions
        {
            Members = [.. accounts.Members.Select(member => member.Address)],
            DayOffsetSeconds = mint.Value.DayOffsetSeconds,
            CapacityFactorPermille = (ushort)mint.Value.CapacityFactorPermille,
        };
        var deployment = await DaoDeployment.OpenAsync(Path.Combine(options.Value.FolderOf("chain"), "deployment.json"), chain.Node, deployer, setup, cancellation);
        return new(chain.Node, deployment, transactions, time);
    }

    /// <summary>Notices rollbacks and a dead chain. Ends when the contracts themselves are gone, so that they are deployed anew.</summary>
    private async Task FollowAsync(DevChain chain, EnergyDaoClient client, DemoAccounts accounts, CancellationToken stopping)
    {
        var follower = new ChainFollower(chain.Node, (await chain.Node.NewestBlockAsync(stopping)).Number);
        while (true)
        {
            var exited = chain.WaitForExitAsync(stopping);
            await Task.WhenAny(Task.Delay(Pace, time, stopping), exited);
            stopping.ThrowIfCancellationRequested();
            if (exited.IsCompleted)
            {
                log.LogError("The chain ended by itself; it is started again from its saved state.");
                await chain.RestartAsync(stopping);
            }
            var step = await follower.StepAsync(stopping);
            if (!step.IsRollback) continue;
            log.LogWarning("The chain went back to block {Block}; what vanished is sent again.", step.RolledBackTo);
            await accounts.FundAsync(chain, stopping);
            if (!await DaoDeployment.IsThereAsync(chain.Node, client.Deployment, stopping)) return;
            await DaoDeployment.RenounceAsync(chain.Node, client.Deployment, client.TransactorOf(accounts.Operator), stopping);
            var again = await client.ResendVanishedAsync(stopping);
            foreach (var (transaction, reason) in again.Refused)
                log.LogWarning("{Transaction} vanished and is refused now: {Reason}", transaction.Intent.Description, reason.Message);
        }
    }
}
