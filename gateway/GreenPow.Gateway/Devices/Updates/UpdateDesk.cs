using System.Collections.Concurrent;
using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices.Updates;

/// <summary>Sends firmware files to devices, one piece after each answer. Kept in memory: after a restart the file is handed in again and goes on where the device stands.</summary>
public sealed class UpdateDesk(DevicePresence presence, MqttEndpoint endpoint, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DeviceId, UpdateRun> runs = new();

    public UpdateRun? Of(DeviceId device) => runs.GetValueOrDefault(device);

    /// <summary>Takes the place of whatever was on its way to this device.</summary>
    public async ValueTask BeginAsync(DeviceId device, UpdateRun run, CancellationToken cancellation)
    {
        runs[device] = run;
        await SendAsync(device, run, cancellation);
    }

    /// <summary>A message of topic `progress`; anything else than an answer about the file on its way is passed over.</summary>
    public async ValueTask HearAsync(DeviceId device, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var progress = new UpdateProgress();
        if (Of(device) is not { } run || !progress.TryRead(payload.ToArray(), 0, payload.Length)) return;
        lock (run)
            if (!run.Hear(progress)) return;
        await SendAsync(device, run, cancellation);
    }

    public async Task StepAsync(CancellationToken cancellation)
    {
        foreach (var (device, run) in runs) await SendAsync(device, run, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await StepAsync(stoppingToken);
    }

    private async ValueTask SendAsync(DeviceId device, UpdateRun run, CancellationToken cancellation)
    {
        if (presence.Of(device) is not { IsOnline: true }) return;
        byte[]? piece;
        lock (run) piece = run.Next(time.GetUtcNow());
        if (piece is not null) await endpoint.PublishAsync(Topics.Update(device.ToString()), piece, qos: 1, retain: false, cancellation);
    }
}
