using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>What a device last said of itself in a signed status frame; it sends one at boot, hourly and on change.</summary>
/// <param name="UptimeSeconds">Since the chip started, when it said so.</param>
/// <param name="ResetReason">Why the chip started, as the end of a sentence.</param>
/// <param name="Signer">"managed code" or "secure element".</param>
/// <param name="SecureElementSerial">12 bytes in hex; null with managed code.</param>
/// <param name="FirmwareVersion">Four numbers with dots.</param>
/// <param name="FirmwareDigest">SHA-256 of the firmware that runs, 64 hex digits.</param>
/// <param name="FreeMemoryBytes">Of the chip's managed heap.</param>
/// <param name="SpoolFrames">Reports that wait on the device.</param>
/// <param name="RssiDbm">Wi-Fi signal; 0 = not known.</param>
public sealed record DeviceCondition(
    long ReceivedAtUnixSeconds, long UptimeSeconds, string ResetReason, string Signer, string? SecureElementSerial, bool IsTamperOpen,
    string FirmwareVersion, string FirmwareDigest, long FreeMemoryBytes, long SpoolFrames, int RssiDbm)
{
    /// <summary>Null if it never sent one.</summary>
    public static DeviceCondition? Of(Catalogue catalogue, DeviceId device)
    {
        var frame = new StatusFrame();
        // Only frames that passed the door are in the records.
        return catalogue.NewestRecord(device, FrameKind.Status) is { } record && frame.TryRead(record.Frame, 0, record.Frame.Length, out _)
            ? Of(frame, record.ReceivedAt)
            : null;
    }

    public static DeviceCondition Of(StatusFrame frame, DateTimeOffset receivedAt) => new(
        receivedAt.ToUnixTimeSeconds(), frame.UptimeSeconds, Wire.ResetReason.Text(frame.ResetReason),
        frame.SignerKind == StatusFrame.SignerSecureElement ? "secure element" : "managed code",
        frame.SignerKind == StatusFrame.SignerSecureElement ? Convert.ToHexStringLower(frame.SignerSerial) : null,
        frame.Tamper != 0, string.Join('.', frame.FirmwareVersion), Convert.ToHexStringLower(frame.FirmwareDigest),
        frame.FreeMemoryBytes, frame.SpoolFrames, frame.RssiDbm);
}
