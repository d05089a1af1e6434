using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>One frame behind the door: its bytes, and the report or the refusal that the door made of them.</summary>
/// <param name="Kind">FrameKind of the wire protocol.</param>
internal readonly record struct ArrivedFrame(byte Kind, byte[] Bytes, StoredReport? Report, Reject? Reject);

/// <summary>What one sender hands in at once and waits for.</summary>
internal sealed class Submission(DeviceId device, DateTimeOffset receivedAt, IReadOnlyList<ArrivedFrame> frames)
{
    // Continuations run elsewhere: the one reader must not send PUBACKs.
    private readonly TaskCompletionSource<IngestResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeviceId Device => device;
    public DateTimeOffset ReceivedAt => receivedAt;
    public IReadOnlyList<ArrivedFrame> Frames => frames;
    public Task<IngestResult> Task => done.Task;

    public int Accepted { get; set; }
    public int Duplicates { get; set; }
    public int Refused { get; set; }
    public int Sealed { get; set; }

    public void Complete(HaveState have) => done.TrySetResult(new(Accepted, Duplicates, Refused, Sealed, have));
    public void Fail(Exception exception) => done.TrySetException(exception);
}
