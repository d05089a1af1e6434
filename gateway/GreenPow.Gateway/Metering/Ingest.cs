using System.Threading.Channels;
using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>The one way into the frame log: a bounded channel with one reader.</summary>
public sealed class Ingest
{
    /// <param name="topicDevice">Whose topic it came on; its login was checked.</param>
    /// <param name="payload">Frames, each preceded by its u16 length.</param>
    /// <returns>Completes when everything accepted is on disk.</returns>
    public Task<IngestResult> SubmitReportsAsync(DeviceId topicDevice, ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <param name="frame">A commissioning, ownership or succession frame.</param>
    public Task<IngestResult> SubmitRecordAsync(DeviceId topicDevice, ReadOnlyMemory<byte> frame, DateTimeOffset receivedAt, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <param name="frame">A status frame; the will's single byte is not one.</param>
    public Task<IngestResult> SubmitStatusAsync(DeviceId topicDevice, ReadOnlyMemory<byte> frame, DateTimeOffset receivedAt, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Newest state for the device's `have` frame, also before its first report after a restart.</summary>
    public HaveState Have(DeviceId device) => throw new NotImplementedException();

    /// <summary>Accepted reports for one live listener: bounded, the oldest are dropped. Ends with <paramref name="cancellation"/>.</summary>
    public IAsyncEnumerable<ReportAccepted> WatchAsync(CancellationToken cancellation) => throw new NotImplementedException();
}
