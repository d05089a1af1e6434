namespace GreenPow.Gateway.Metering;

/// <summary>The one reader of the ingest. If a step fails the disk is in doubt, and the gateway stops.</summary>
internal sealed class IngestWorker(Ingest ingest) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (await ingest.StepAsync(stoppingToken)) { }
        }
        finally
        {
            ingest.Close();
        }
    }
}
