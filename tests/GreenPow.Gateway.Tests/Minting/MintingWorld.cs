using System.Text.Json.Nodes;
using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>A gateway without its web and MQTT doors, on a real chain and a real catalogue, stepped by hand; it can be closed and opened again on its data.</summary>
internal sealed class MintingWorld(bool autoVote) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("greenpow-minting-").FullName;
    private readonly int _chainPort = FreePort.Next();
    private ServiceProvider? _services;
    private List<IHostedService> _hosted = [];

    public SimulatedSite North { get; } = new(1, DeviceKind.Meter, 1, 2, 6);

    public SimulatedSite South { get; } = new(2, DeviceKind.Meter, 1, 2, 6);

    public SimulatedSite Barn { get; } = new(3, DeviceKind.Storage, 8, 8);

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    public Task<OpenDao> DaoAsync() => Get<DaoChain>().OpenAsync(CancellationToken.None);

    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:DataFolder"] = _folder, ["Gateway:ChainPort"] = $"{_chainPort}", ["Gateway:HttpPort"] = "0", ["Gateway:MqttPort"] = "0", ["Gateway:MqttTlsPort"] = "0",
            ["Gateway:Demo"] = "true", ["Gateway:AutoVote"] = $"{autoVote}", ["Minting:DemoQuietSeconds"] = "0",
        });
        builder.AddGateway();
        builder.AddChain();
        builder.AddMetering();
        builder.AddMinting();
        _services = builder.Services.BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>().Where(hosted => hosted.GetType().Assembly == typeof(EpochCloser).Assembly && hosted is not EpochCloser)];
        foreach (var hosted in _hosted) await hosted.StartAsync(CancellationToken.None);
        await DaoAsync();
    }

    public async Task CloseAsync()
    {
        foreach (var hosted in Enumerable.Reverse(_hosted)) await hosted.StopAsync(CancellationToken.None);
        _hosted = [];
        if (_services is not null) await _services.DisposeAsync();
        _services = null;
    }

    /// <summary>Two meters and the storage between them apply, and report the last two hours of yesterday.</summary>
    /// <param name="received">Milliwatt-hours per minute that the storage counts from each meter; each makes 1,500, mines with 300 and sends 1,200.</param>
    public async Task LiveYesterdayAsync(long received = 1_180)
    {
        var dao = await DaoAsync();
        var now = DateTimeOffset.UtcNow;
        var catalogue = Get<Catalogue>();
        var owners = dao.Accounts.Owners.Select(owner => owner.Address.ToBytes()).ToArray();
        Assert.True(catalogue.AddDevice(North.Application(dao.Network, owners[0], now)));
        Assert.True(catalogue.AddDevice(South.Application(dao.Network, owners[1], now)));
        Assert.True(catalogue.AddDevice(Barn.Application(dao.Network, owners[2], now, North.Id, South.Id)));
        var end = Yesterday(now).End;
        var ingest = Get<Ingest>();
        await North.ReportAsync(ingest, end, 120, 1_500, 300, 1_200);
        await South.ReportAsync(ingest, end, 120, 1_500, 300, 1_200);
        await Barn.ReportAsync(ingest, end, 120, received, received);
    }

    public Task StepAsync(DateTimeOffset? now = null) => Get<EpochCloser>().StepAsync(now ?? DateTimeOffset.UtcNow, CancellationToken.None);

    /// <summary>The members accept and carry out a call of somebody's.</summary>
    public async Task PassAsync(string description, ContractCall call)
    {
        var dao = await DaoAsync();
        var proposal = await dao.Client.ProposeAsync(dao.Accounts.Operator, [call], description);
        foreach (var member in dao.Accounts.Members.Take(2)) await dao.Client.VoteAsync(member, proposal.Id, VoteSupport.For, "");
        await dao.Client.QueueAsync(dao.Accounts.Operator, proposal.Id);
        await dao.Client.ExecuteAsync(dao.Accounts.Operator, proposal.Id);
    }

    /// <summary>Goes past the voting period.</summary>
    public async Task PassVotingPeriodAsync()
    {
        var node = (await DaoAsync()).Client.Node;
        await node.Rpc.RequestAsync("evm_increaseTime", [JsonValue.Create(3_700)], CancellationToken.None);
        await node.Rpc.RequestAsync("evm_mine", [], CancellationToken.None);
    }

    /// <summary>Steps until the newest epoch is in that state, and what else is waited for is true; the chain's one-second delays pass meanwhile.</summary>
    public async Task<EpochRecord> StepUntilAsync(EpochState state, Func<Task>? afterEachStep = null, Func<Task<bool>>? until = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            try
            {
                await StepAsync();
            }
            catch (RevertedException)
            {
                // The chain's host sends lost transactions again at the same time; whoever comes second is refused, has not seen what became of it, and looks again.
                await Task.Delay(200, limit.Token);
                continue;
            }
            if (Get<Catalogue>().Epochs(1).FirstOrDefault() is { } newest && newest.State == state && (until is null || await until())) return newest;
            if (afterEachStep is not null) await afterEachStep();
            // What is waited for is the clock of another process: the voting delay and the timelock of the chain.
            await Task.Delay(200, limit.Token);
        }
    }

    public static Period Yesterday(DateTimeOffset now)
    {
        var calendar = new DaoCalendar(-25_200, 1);
        return calendar.PeriodOfEpoch(calendar.EpochOf(now.ToUnixTimeSeconds()) - 1);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
