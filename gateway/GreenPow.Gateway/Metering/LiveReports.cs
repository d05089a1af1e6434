using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GreenPow.Gateway.Metering;

/// <summary>Tells live pages of accepted reports; a slow listener loses the oldest, the ingest never waits.</summary>
public sealed class LiveReports
{
    public const int PerListener = 256;

    private readonly Lock gate = new();
    private Channel<ReportAccepted>[] listeners = [];

    public void Publish(ReportAccepted report)
    {
        foreach (var listener in Volatile.Read(ref listeners)) listener.Writer.TryWrite(report);
    }

    public async IAsyncEnumerable<ReportAccepted> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var listener = Channel.CreateBounded<ReportAccepted>(new BoundedChannelOptions(PerListener) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (gate) listeners = [.. listeners, listener];
        try
        {
            await foreach (var report in listener.Reader.ReadAllAsync(cancellation)) yield return report;
        }
        finally
        {
            lock (gate) listeners = [.. listeners.Where(other => other != listener)];
        }
    }
}
