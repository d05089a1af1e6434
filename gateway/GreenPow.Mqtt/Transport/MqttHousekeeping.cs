using Microsoft.Extensions.Hosting;

namespace GreenPow.Mqtt;

/// <summary>Once a second: <see cref="MqttServer.SweepAsync"/>.</summary>
internal sealed class MqttHousekeeping(MqttServer server) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), server.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await server.SweepAsync();
    }
}
