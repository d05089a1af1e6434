using System.Net.ServerSentEvents;
using GreenPow.Energy;
using GreenPow.Gateway;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Tests.Minting;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace GreenPow.Browser.Tests;

/// <summary>
/// One gateway with a real chain on which yesterday has become a mint request that waits for votes: two meters and the barn's storage
/// between them. A third meter came later; its day has a gap, and its last reports wait for their seal.
/// </summary>
public sealed class DemoDay : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private RunningGateway? _gateway;

    public Uri Address => _gateway!.Address;

    /// <summary>Generates 90 W, mines with 18 W, sends 72 W; owned by <see cref="Owner"/>.</summary>
    internal SimulatedSite North { get; } = new(1, DeviceKind.Meter, ChannelRole.Generation, ChannelRole.MiningLoad, ChannelRole.SentToStorage);

    internal SimulatedSite South { get; } = new(2, DeviceKind.Meter, ChannelRole.Generation, ChannelRole.MiningLoad, ChannelRole.SentToStorage);

    internal SimulatedSite Barn { get; } = new(3, DeviceKind.Storage, ChannelRole.StorageReceived, ChannelRole.StorageReceived);

    /// <summary>Reported from 21:00 to 22:00 and from 23:51 on; the last nine minutes are not sealed.</summary>
    internal SimulatedSite Late { get; } = new(4, DeviceKind.Meter, ChannelRole.Generation);

    public string Owner { get; private set; } = "";

    /// <summary>Yesterday, as day and as epoch.</summary>
    public long Epoch { get; private set; }

    public Period Yesterday { get; private set; }

    internal T Get<T>() where T : notnull => _gateway!.Services.GetRequiredService<T>();

    internal NetworkIdentity Network { get; private set; } = null!;

    internal IReadOnlyList<byte[]> Owners { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _gateway = RunningGateway.Start();
        var dao = await Get<DaoChain>().OpenAsync(CancellationToken.None).WaitAsync(Patience);
        (Network, Owners) = (dao.Network, [.. dao.Accounts.Owners.Select(owner => owner.Address.ToBytes())]);
        Owner = dao.Accounts.Owners[0].Address.ToString();
        var calendar = new DaoCalendar(Network.DayOffsetSeconds, DaysPerEpoch: 1);
        await UntilMidnightIsFarAsync(calendar);
        var now = DateTimeOffset.UtcNow;
        Epoch = calendar.EpochOf(now.ToUnixTimeSeconds()) - 1;
        Yesterday = calendar.PeriodOfEpoch(Epoch);

        var (catalogue, ingest) = (Get<Catalogue>(), Get<Ingest>());
        Assert.True(catalogue.AddDevice(North.Application(Network, Owners[0], now)));
        Assert.True(catalogue.AddDevice(South.Application(Network, Owners[1], now)));
        Assert.True(catalogue.AddDevice(Barn.Application(Network, Owners[2], now, North.Id, South.Id)));
        await North.ReportAsync(ingest, Yesterday.End, 120, 1_500, 300, 1_200);
        await South.ReportAsync(ingest, Yesterday.End, 120, 1_500, 300, 1_200);
        await Barn.ReportAsync(ingest, Yesterday.End, 120, 1_180, 1_180);
        await WaitForAsync(EpochState.Voting);

        // After the epoch is closed, so that it is not waited for.
        Assert.True(catalogue.AddDevice(Late.Application(Network, Owners[3], now)));
        await Late.ReportAsync(ingest, Yesterday.End - 2 * 3600, 60, 1_500);
        Late.SealsLast = false;
        await Late.ReportAsync(ingest, Yesterday.End, 9, 1_500);
    }

    /// <summary>Yesterday is to be the same day for all tests.</summary>
    private static async Task UntilMidnightIsFarAsync(DaoCalendar calendar)
    {
        var now = DateTimeOffset.UtcNow;
        var midnight = DateTimeOffset.FromUnixTimeSeconds(calendar.PeriodOfEpoch(calendar.EpochOf(now.ToUnixTimeSeconds())).End);
        if (midnight - now < TimeSpan.FromMinutes(5)) await Task.Delay(midnight - now + TimeSpan.FromSeconds(1));
    }

    /// <summary>Waits on the gateway's own event stream until the epoch is in that state.</summary>
    private async Task WaitForAsync(EpochState state)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var http = new HttpClient { BaseAddress = Address };
        await using var stream = await http.GetStreamAsync(new Uri("api/events", UriKind.Relative), limit.Token);
        await foreach (var _ in SseParser.Create(stream).EnumerateAsync(limit.Token))
            if (Get<Catalogue>().Epoch(Epoch)?.State == state) return;
        Assert.Fail($"The event stream ended before epoch {Epoch} was {state}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
    }
}
