using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Takes what devices say about themselves on `record`: durable like reports, the same bytes again only once.</summary>
public sealed class RecordDesk(Catalogue catalogue, Ingest ingest, Applicants applicants, DeviceKeys keys, LiveFeed live)
{
    /// <summary>Returns when everything that is taken is on disk; what is not taken is among the rejects.</summary>
    /// <param name="applicantKey">65 bytes, for a session whose device was unknown when it logged in.</param>
    public async ValueTask TakeAsync(DeviceId device, byte[] applicantKey, ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        if (catalogue.Device(device) is not { } known)
        {
            if (await applicants.TakeAsync(device, applicantKey, payload, cancellation) is { } text)
                catalogue.AddRejects([new Reject(default, receivedAt, RefusalReason.Malformed, text, payload.ToArray())]);
            return;
        }
        var bytes = payload.ToArray();
        if (IsHeld(known, bytes)) return;
        if (SuccessionFault(known, bytes) is { } fault)
        {
            catalogue.AddRejects([new Reject(device, receivedAt, RefusalReason.Malformed, fault, bytes)]);
            return;
        }
        var result = await ingest.SubmitRecordAsync(device, payload, receivedAt, cancellation);
        if (result.Accepted > 0 && bytes[3] == FrameKind.Succession) Follow(device, bytes);
    }

    private bool IsHeld(DeviceRecord known, byte[] bytes) =>
        bytes.AsSpan().SequenceEqual(known.CommissioningFrame) || bytes.AsSpan().SequenceEqual(known.OwnershipFrame) || bytes.AsSpan().SequenceEqual(known.SuccessionFrame)
        || (bytes.Length > 3 && catalogue.NewestRecord(known.Id, bytes[3]) is { } newest && newest.Frame.AsSpan().SequenceEqual(bytes));

    // Whatever is not even a succession frame signed by its device is refused at the door.
    private string? SuccessionFault(DeviceRecord known, byte[] bytes)
    {
        var frame = new SuccessionFrame();
        if (bytes.Length <= 3 || bytes[3] != FrameKind.Succession || !frame.TryRead(bytes, 0, bytes.Length, out _)) return null;
        return Succession.Fault(frame, bytes, known, catalogue.Device, device => HeldHistory.Of(catalogue, device), keys);
    }

    private void Follow(DeviceId device, byte[] bytes)
    {
        var old = DeviceId.FromBytes(bytes.AsSpan(60, 16));
        catalogue.ChangeDevice(device, record => record with { Follows = old, SuccessionFrame = bytes });
        live.PublishDevice(device.ToString());
    }
}
