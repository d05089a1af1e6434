using Microsoft.Extensions.Options;

namespace GreenPow.Gateway;

/// <summary>Ends the gateway in order when its standard input ends, if it was told to: a killed demo leaves nothing running.</summary>
public sealed class InputWatch(IOptions<GatewayOptions> options, IHostApplicationLifetime lifetime, ILogger<InputWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.EndsWithInput) return;
        await using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (await input.ReadAsync(ignored, stoppingToken).AsTask().WaitAsync(stoppingToken) > 0)
        {
            // Nobody has anything to say here.
        }
        log.LogWarning("Who started this gateway is gone; it ends, too.");
        lifetime.StopApplication();
    }
}
