using System.Collections.Concurrent;
using System.Security.Cryptography;
using GreenPow.Gateway.Devices;
using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Mining;

/// <summary>Keeps every connected device in work: its running job after each login, the next one before the running one ends.</summary>
public sealed class WorkDesk(
    Catalogue catalogue, GatewayIdentity identity, DevicePresence presence, IChainHead chain, MqttEndpoint endpoint,
    IOptions<MiningOptions> options, TimeProvider time, ILogger<WorkDesk> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // The login after which a device's job was last published.
    private readonly ConcurrentDictionary<DeviceId, ulong> told = new();

    /// <summary>One look at all connected devices; new jobs are on disk before anybody hears of them.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var online = presence.Online().Select(catalogue.Device).OfType<DeviceRecord>().Where(device => device.State != DeviceState.Revoked).ToList();
        var due = online.Where(device => BeaconJobs.IsDue(catalogue.NewestJob(device.Id), now, options.Value)).ToList();
        if (due.Count > 0)
        {
            var block = await chain.NewestBlockAsync(cancellation);
            catalogue.AddJobs(due.ConvertAll(device => BeaconJobs.Next(device.Id, catalogue.NewestJob(device.Id), block, RateOf(device.Id), RandomNumberGenerator.GetBytes(16), now, options.Value)));
        }
        var fresh = due.Select(device => device.Id).ToHashSet();
        foreach (var device in online)
        {
            if (presence.Of(device.Id) is not { } login || catalogue.NewestJob(device.Id) is not { } job) continue;
            if (!fresh.Contains(device.Id) && told.GetValueOrDefault(device.Id) == login.LoginCounter) continue;
            await TellAsync(device, job, cancellation);
            told[device.Id] = login.LoginCounter;
        }
    }

    private async ValueTask TellAsync(DeviceRecord device, MiningJob job, CancellationToken cancellation)
    {
        try
        {
            await endpoint.PublishAsync(Topics.Work(device.Id.ToString()), BeaconJobs.Frame(job, identity.MacKey(device)), qos: 1, retain: true, cancellation);
        }
        catch (ArgumentException full)
        {
            logger.LogError(full, "Device {Device} got no work.", device.Id); // the others do
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception exception) when (ChainTrouble.Is(exception))
            {
                // The chain is away for a moment: without its newest block there is no fresh job, and the running ones go on.
                logger.LogWarning(exception, "No new jobs: the chain did not give its newest block.");
            }
        }
    }

    private long RateOf(DeviceId device)
    {
        var newest = catalogue.Have(device).Sequence;
        var reports = newest == 0 ? [] : catalogue.SealedReports(device, newest > HashRate.Reports ? newest - HashRate.Reports + 1 : 1, newest);
        return HashRate.Estimate(reports) ?? options.Value.DefaultHashesPerSecond;
    }
}
