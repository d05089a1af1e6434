using System.Security.Cryptography;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>What the door makes of one frame's bytes: a report, or a refusal with its reason.</summary>
public readonly record struct DoorVerdict(StoredReport? Report, RefusalReason Reason, string Text)
{
    public static DoorVerdict Refuse(RefusalReason reason, string text) => new(null, reason, text);
}

/// <summary>The one door that turns a report's bytes into a trusted value; nobody behind it checks them again.</summary>
public static class ReportDoor
{
    // Frames are read on the submitting threads; each keeps one reusable frame.
    [ThreadStatic] private static ReportFrame? reusable;

    /// <param name="sender">The device of the topic; null if the catalogue does not know it.</param>
    public static DoorVerdict Open(DeviceId topicDevice, DeviceRecord? sender, byte[] bytes, DateTimeOffset receivedAt, DeviceKeys keys)
    {
        var frame = reusable ??= new();
        if (!frame.TryRead(bytes, 0, bytes.Length, out var fault)) return DoorVerdict.Refuse(RefusalReason.Malformed, FrameFault.Text(fault));
        if (frame.Sequence > long.MaxValue) return DoorVerdict.Refuse(RefusalReason.Malformed, "sequence is above 2^63 - 1");
        if (Sender.Refusal(topicDevice, sender, DeviceId.FromBytes(frame.DeviceId)) is { } refusal) return refusal;
        if (frame.IsSealed && !keys.Verify(sender!, FrameKind.Report, bytes, frame.LengthBeforeSignature, frame.Signature))
            return DoorVerdict.Refuse(RefusalReason.BadSignature, $"the seal of sequence {frame.Sequence} is not by the key of device {topicDevice}");
        return new(ToStored(frame, bytes, receivedAt), default, "");
    }

    /// <summary>A frame that the log gives back: it went through the door before.</summary>
    public static StoredReport Reopen(LogEntry entry, out DeviceId device)
    {
        var frame = reusable ??= new();
        if (!frame.TryRead(entry.Frame, 0, entry.Frame.Length, out var fault))
            throw new InvalidDataException($"The frame log holds no report at position {entry.Position}: {FrameFault.Text(fault)}.");
        device = DeviceId.FromBytes(frame.DeviceId);
        var report = ToStored(frame, entry.Frame, entry.ReceivedAt);
        report.LogPosition = entry.Position;
        return report;
    }

    private static StoredReport ToStored(ReportFrame frame, byte[] bytes, DateTimeOffset receivedAt)
    {
        var channels = new StoredChannel[frame.ChannelCount];
        for (var index = 0; index < channels.Length; index++)
        {
            var channel = frame.Channels[index];
            long curve = 0;
            for (var interval = 0; interval < frame.IntervalCount; interval++) curve += channel.MeanPowerMilliwatts[interval];
            channels[index] = new(channel.Role, channel.UncertaintyHundredths, (long)channel.EnergyMilliwattHours, curve);
        }
        return new()
        {
            Sequence = frame.Sequence,
            SlotStart = frame.SlotStart,
            SlotSeconds = frame.SlotSeconds,
            Flags = frame.Flags,
            Hash = SHA256.HashData(bytes),
            Previous = frame.Previous.AsSpan().ToArray(),
            ReceivedAtUnixMilliseconds = receivedAt.ToUnixTimeMilliseconds(),
            JobId = frame.JobId,
            HashesTried = frame.HashesTried,
            Nonces = frame.ShareCount == 0 ? [] : frame.Nonces[..frame.ShareCount],
            IntervalCount = frame.IntervalCount,
            Channels = channels,
        };
    }
}
