using System.Collections.Concurrent;
using GreenPow.Gateway.Metering;
using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Tells devices what the gateway has of them: at once after a login, and at most once a second while their sealed history advances.</summary>
public sealed class HaveDesk(Catalogue catalogue, Ingest ingest, GatewayIdentity identity, DevicePresence presence, MqttEndpoint endpoint, TimeProvider time, ILogger<HaveDesk> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DeviceId, bool> advanced = new();

    /// <summary>Something of this device became sealed; it is told at the next step.</summary>
    public void Advanced(DeviceId device) => advanced[device] = true;

    /// <summary>Publishes the device's `have`, retained. Without a login in this process there is no counter it would believe.</summary>
    public async ValueTask TellAsync(DeviceId device, CancellationToken cancellation)
    {
        if (catalogue.Device(device) is not { } record || presence.Of(device) is not { } login) return;
        var frame = HaveMessage.Of(device, ingest.Have(device), login.LoginCounter, time.GetUtcNow(), identity.MacKey(record));
        try
        {
            await endpoint.PublishAsync(Topics.Have(device.ToString()), frame, qos: 1, retain: true, cancellation);
        }
        catch (ArgumentException full)
        {
            logger.LogError(full, "Device {Device} was not told what the gateway has of it.", device); // the others are
        }
    }

    public async Task StepAsync(CancellationToken cancellation)
    {
        foreach (var device in advanced.Keys)
        {
            advanced.TryRemove(device, out _);
            await TellAsync(device, cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await StepAsync(stoppingToken);
    }
}
