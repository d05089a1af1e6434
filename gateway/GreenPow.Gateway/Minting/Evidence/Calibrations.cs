using System.Collections.Immutable;
using GreenPow.Dao;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Minting;

/// <summary>A commissioning record as reports are judged by it.</summary>
/// <param name="FromSequence">First report that it holds for.</param>
/// <param name="From">Unix seconds of the record: no report that ended before it was measured by it.</param>
/// <param name="Expires">Unix seconds.</param>
public sealed record CalibrationInForce(ulong FromSequence, long From, long Expires, ImmutableArray<ChannelRegistration> Channels);

/// <summary>
/// The commissioning records that hold for a device's reports: the one that the members admitted, and renewals of its calibration. A renewal
/// counts without a vote if the same installer signed it and it changes neither roles, instruments nor watts; any other record is shown and judges nothing.
/// </summary>
public sealed class Calibrations
{
    private readonly ImmutableArray<CalibrationInForce> inForce;

    private Calibrations(ImmutableArray<CalibrationInForce> inForce) => this.inForce = inForce;

    /// <param name="records">Commissioning frames that the device has signed, as the door took them, in any order.</param>
    public static Calibrations Of(DeviceRecord device, IEnumerable<byte[]> records)
    {
        var admitted = new CommissioningFrame();
        // Without a record no instrument is known, so nothing expires and nothing can be renewed.
        if (!admitted.TryRead(device.CommissioningFrame, 0, device.CommissioningFrame.Length, out _)) return new([new(0, 0, long.MaxValue, device.Channels)]);
        var renewals = records.Select(bytes => RenewalOf(admitted, bytes)).OfType<CommissioningFrame>().OrderBy(frame => frame.Record)
            .Select(frame => new CalibrationInForce(frame.FromSequence, frame.UnixTime, frame.Expires,
                [.. device.Channels.Select((channel, index) => channel with { UncertaintyHundredths = frame.Channels[index].UncertaintyHundredths, ZeroMilliwatts = (int)Math.Min(frame.Channels[index].ZeroMilliwatts, int.MaxValue) })]));
        return new([new(0, 0, admitted.Expires, device.Channels), .. renewals]);
    }

    /// <summary>The newest one that holds for a report.</summary>
    public CalibrationInForce For(SealedReport report) =>
        inForce.Last(calibration => calibration.FromSequence <= report.Sequence && (calibration.From <= report.SlotEndUnixSeconds || !report.HasUtcTime));

    private static CommissioningFrame? RenewalOf(CommissioningFrame admitted, byte[] bytes)
    {
        var frame = new CommissioningFrame();
        if (!frame.TryRead(bytes, 0, bytes.Length, out _) || frame.Record <= admitted.Record || frame.ChannelCount != admitted.ChannelCount) return null;
        if (!frame.NetworkId.AsSpan().SequenceEqual(admitted.NetworkId) || !frame.Installer.AsSpan().SequenceEqual(admitted.Installer)) return null;
        for (var channel = 0; channel < frame.ChannelCount; channel++)
            if (!IsSameBuild(frame.Channels[channel], admitted.Channels[channel])) return null;
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, digest);
        return PersonalMessage.TryRecover(digest, frame.InstallerSignature, out var signer) && signer == Address.FromBytes(admitted.Installer) ? frame : null;
    }

    private static bool IsSameBuild(CommissioningChannel renewed, CommissioningChannel admitted) =>
        (renewed.Role, renewed.Instrument, renewed.CapacityWatts) == (admitted.Role, admitted.Instrument, admitted.CapacityWatts);
}
