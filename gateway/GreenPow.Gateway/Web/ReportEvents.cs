using GreenPow.Gateway.Metering;

namespace GreenPow.Gateway.Web;

/// <summary>Tells open pages of every report that is on disk.</summary>
public sealed class ReportEvents(Ingest ingest, LiveFeed feed) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var report in ingest.WatchAsync(stoppingToken))
            feed.Publish("report", new { deviceId = report.Device.ToString(), report.Sequence, report.SealedSequence });
    }
}
