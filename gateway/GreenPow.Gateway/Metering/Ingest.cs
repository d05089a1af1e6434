using System.Collections.Concurrent;
using System.Threading.Channels;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>
/// The one way into the frame log. Senders read and verify their frames themselves; a bounded channel brings them to one reader,
/// which decides, appends, waits for the disk once per group, and then lets the senders go.
/// </summary>
public sealed class Ingest
{
    /// <summary>Submissions waiting; a sender waits when it is full, for nothing that is paid may be dropped.</summary>
    public const int QueueLength = 4096;

    private readonly Channel<Submission> queue = Channel.CreateBounded<Submission>(new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly ConcurrentDictionary<DeviceId, HaveState> haves = new();
    private readonly Catalogue catalogue;
    private readonly DeviceKeys keys;
    private readonly LiveFeed live;
    private readonly Dictionary<DeviceId, ulong> untold = [];
    private readonly GroupCommit commit;

    /// <summary>Reads what the log holds beyond the series before anything new is taken.</summary>
    /// <param name="judgeShare">Null while there is no mining: nonces are then kept in their frames only.</param>
    public Ingest(Catalogue catalogue, FrameLog log, DeviceKeys keys, LiveFeed live, JudgeShare? judgeShare = null)
    {
        (this.catalogue, this.keys, this.live) = (catalogue, keys, live);
        commit = new(catalogue, log, judgeShare);
        Recovered = commit.Recover();
    }

    /// <summary>Log records that the start applied again.</summary>
    public long Recovered { get; }

    /// <param name="topicDevice">Whose topic it came on; its login was checked.</param>
    /// <param name="payload">Frames, each preceded by its u16 length.</param>
    /// <returns>Completes when everything accepted is on disk.</returns>
    public Task<IngestResult> SubmitReportsAsync(DeviceId topicDevice, ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        var sender = catalogue.Device(topicDevice);
        var frames = ReportPayload.Split(payload.Span, out var rest).ConvertAll(bytes => Open(topicDevice, sender, bytes, receivedAt));
        if (rest.Length > 0 || frames.Count == 0)
            frames.Add(Refused(FrameKind.Report, topicDevice, sender, rest, receivedAt, DoorVerdict.Refuse(RefusalReason.Malformed, "a frame's length does not fit the payload")));
        return SubmitAsync(new(topicDevice, receivedAt, frames), cancellation);
    }

    /// <param name="frame">A commissioning, ownership or succession frame.</param>
    public Task<IngestResult> SubmitRecordAsync(DeviceId topicDevice, ReadOnlyMemory<byte> frame, DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        var sender = catalogue.Device(topicDevice);
        var bytes = frame.ToArray();
        var kind = bytes.Length > 3 ? bytes[3] : (byte)0;
        var refusal = RecordDoor.Refusal(topicDevice, sender, bytes, keys);
        var arrived = refusal is { } verdict ? Refused(kind, topicDevice, sender, bytes, receivedAt, verdict) : new(kind, bytes, null, null);
        return SubmitAsync(new(topicDevice, receivedAt, [arrived]), cancellation);
    }

    /// <param name="frame">A status frame; the will's single byte is not one.</param>
    public Task<IngestResult> SubmitStatusAsync(DeviceId topicDevice, ReadOnlyMemory<byte> frame, DateTimeOffset receivedAt, CancellationToken cancellation) =>
        SubmitRecordAsync(topicDevice, frame, receivedAt, cancellation);

    /// <summary>Newest state for the device's `have` frame, also before its first report after a restart.</summary>
    public HaveState Have(DeviceId device) => haves.TryGetValue(device, out var have) ? have : catalogue.Have(device);

    /// <summary>Waits for submissions and takes one group of them through; false when there will be no more.</summary>
    public async ValueTask<bool> StepAsync(CancellationToken cancellation)
    {
        if (!await queue.Reader.WaitToReadAsync(cancellation)) return false;
        var group = new List<Submission>();
        while (group.Count < QueueLength && queue.Reader.TryRead(out var submission)) group.Add(submission);
        bool isInSeries;
        try
        {
            isInSeries = commit.Take(group, moreWaiting: queue.Reader.CanCount && queue.Reader.Count > 0);
        }
        catch (Exception exception)
        {
            Close(exception);
            foreach (var submission in group) submission.Fail(exception);
            throw;
        }
        foreach (var submission in group) Tell(submission);
        if (isInSeries) TellPages();
        return true;
    }

    /// <summary>Takes nothing more; whoever still waits is told why.</summary>
    public void Close(Exception? reason = null)
    {
        queue.Writer.TryComplete(reason);
        while (queue.Reader.TryRead(out var left)) left.Fail(reason ?? new OperationCanceledException("the gateway is stopping"));
    }

    private async Task<IngestResult> SubmitAsync(Submission submission, CancellationToken cancellation)
    {
        await queue.Writer.WriteAsync(submission, cancellation);
        return await submission.Task;
    }

    private ArrivedFrame Open(DeviceId topicDevice, DeviceRecord? sender, byte[] bytes, DateTimeOffset receivedAt)
    {
        var verdict = ReportDoor.Open(topicDevice, sender, bytes, receivedAt, keys);
        return verdict.Report is { } report ? new(FrameKind.Report, bytes, report, null) : Refused(FrameKind.Report, topicDevice, sender, bytes, receivedAt, verdict);
    }

    // Rejects are kept for an owner; what nobody owns shares one bounded place.
    private static ArrivedFrame Refused(byte kind, DeviceId topicDevice, DeviceRecord? sender, byte[] bytes, DateTimeOffset receivedAt, DoorVerdict verdict) =>
        new(kind, bytes, null, new(sender is null ? default : topicDevice, receivedAt, verdict.Reason, verdict.Text, bytes));

    private void Tell(Submission submission)
    {
        var have = commit.Have(submission.Device);
        haves[submission.Device] = have;
        if (submission.Accepted > 0)
            foreach (var frame in submission.Frames)
                if (frame.Report is { LogPosition: >= 0 } report) untold[submission.Device] = report.Sequence;
        submission.Complete(have);
    }

    // Pages are drawn from the series: told before it has a report, one would be drawn without it.
    private void TellPages()
    {
        foreach (var (device, sequence) in untold) live.Publish("report", device.ToString(), new { deviceId = device.ToString(), sequence, sealedSequence = Have(device).Sequence });
        untold.Clear();
    }
}
