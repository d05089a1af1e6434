using System.Collections.Immutable;
using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>
/// Devices that apply by themselves: a key that nobody knows may log in and hand in its commissioning and ownership frames on `record`.
/// Once both fit together it has applied, as if its installer had posted them.
/// </summary>
public sealed class Applicants(Catalogue catalogue, KnownNetwork networks, Ingest ingest, LiveFeed live, TimeProvider time, ILogger<Applicants> logger)
{
    /// <summary>Takes one frame of an applicant; what is taken is on disk when this returns.</summary>
    /// <param name="publicKey">65 bytes, proven by the login.</param>
    /// <returns>Null, or why the frame was not taken.</returns>
    public async ValueTask<string?> TakeAsync(DeviceId device, byte[] publicKey, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var frame = payload.ToArray();
        if (FaultOf(device, publicKey, frame) is { } fault) return fault;
        catalogue.KeepApplicantFrame(device, frame[3], frame, time.GetUtcNow());
        var frames = catalogue.ApplicantFrames(device);
        if (!frames.TryGetValue(FrameKind.Commissioning, out var commissioning) || !frames.TryGetValue(FrameKind.Ownership, out var ownership)) return null;

        var network = await networks.AskAsync(cancellation) ?? throw new InvalidOperationException("Nobody knows the network, though an applicant has logged in.");
        var verdict = Admission.Judge(ApplicationOf(device, publicKey, commissioning, ownership), network, catalogue.Device, time.GetUtcNow());
        if (verdict.Device is not { } applied) return verdict.Refusal;
        if (!catalogue.AddDevice(applied)) return null; // its installer was faster
        catalogue.ForgetApplicant(device);
        await ingest.SubmitRecordAsync(device, commissioning, time.GetUtcNow(), cancellation);
        await ingest.SubmitRecordAsync(device, ownership, time.GetUtcNow(), cancellation);
        logger.LogInformation("Device {Device} has applied by itself.", device);
        live.PublishDevice(device.ToString());
        return null;
    }

    /// <summary>What the frames alone say: a meter of all its panels. A storage names its feeders, and no frame does that.</summary>
    public static Application ApplicationOf(DeviceId device, byte[] publicKey, byte[] commissioning, byte[] ownership)
    {
        var frame = new CommissioningFrame();
        frame.TryRead(commissioning, 0, commissioning.Length, out _);
        var receives = frame.Channels.Take(frame.ChannelCount).Any(channel => channel.Role == ChannelRole.StorageReceived);
        return new($"{(receives ? "Storage" : "Meter")} {device.ToString()[..8]}", receives ? "storage" : "meter", (int)Math.Min(frame.PanelWatts, int.MaxValue),
            Convert.ToHexStringLower(commissioning), Convert.ToHexStringLower(ownership), Convert.ToHexStringLower(publicKey), ImmutableArray<string>.Empty);
    }

    private static string? FaultOf(DeviceId device, byte[] publicKey, byte[] bytes)
    {
        if (!FrameHeader.TryRead(bytes, 0, bytes.Length, out var kind)) return "this is no frame of wire version 1";
        byte[] named;
        byte[] signature;
        int before;
        byte fault;
        switch (kind)
        {
            case FrameKind.Commissioning:
                var commissioning = new CommissioningFrame();
                commissioning.TryRead(bytes, 0, bytes.Length, out fault);
                (named, signature, before) = (commissioning.DeviceId, commissioning.Signature, commissioning.LengthBeforeSignature);
                break;
            case FrameKind.Ownership:
                var ownership = new OwnershipFrame();
                ownership.TryRead(bytes, 0, bytes.Length, out fault);
                (named, signature, before) = (ownership.DeviceId, ownership.Signature, ownership.LengthBeforeSignature);
                break;
            default:
                return $"device {device} has not applied; a {FrameKind.Name(kind)} frame comes after commissioning and ownership";
        }
        if (fault != FrameFault.None) return FrameFault.Text(fault);
        if (DeviceId.FromBytes(named) != device) return $"a frame of device {DeviceId.FromBytes(named)} on the topic of {device}";
        return DeviceKeys.VerifyOnce(publicKey, kind, bytes, before, signature) ? null : $"the {FrameKind.Name(kind)} frame is not signed by the key of device {device}";
    }
}
