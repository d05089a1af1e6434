using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>A key change that an owner's recovery key has signed elsewhere. Only the device knows that key and can verify it; everything else is looked at here.</summary>
public static class RecoveryCommand
{
    private static readonly TimeSpan LargestLead = TimeSpan.FromMinutes(5);

    public static bool TryRead(string hex, DeviceRecord device, DateTimeOffset now, out StoredCommand command, out string fault)
    {
        var frame = new CommandFrame();
        var bytes = CommandInput.Bytes(hex);
        fault = bytes is null ? $"The frame of {hex.Length} characters is not in hex: pairs of the digits 0 to 9 and a to f, nothing between."
            : !frame.TryRead(bytes, 0, bytes.Length, out var why) ? $"The frame of {bytes.Length} bytes is no command: {FrameFault.Text(why)}."
            : Fault(frame, device, now);
        command = new(device.Id, frame.Counter, DateTimeOffset.FromUnixTimeSeconds(frame.IssuedAt), frame.Opcode, bytes ?? []);
        return fault.Length == 0;
    }

    private static string Fault(CommandFrame frame, DeviceRecord device, DateTimeOffset now)
    {
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(frame.IssuedAt);
        return frame.Opcode != CommandOpcode.KeyChange ? $"The frame is {CommandInput.NameOf(frame.Opcode)}; a recovery key signs keyChange only."
            : !frame.DeviceId.AsSpan().SequenceEqual(device.Id.ToArray()) ? $"The frame is for device {Convert.ToHexStringLower(frame.DeviceId)}, not for {device.Id}."
            : !frame.NetworkId.AsSpan().SequenceEqual(device.NetworkId) ? $"The frame is for network {Convert.ToHexStringLower(frame.NetworkId)}, the device is in {Convert.ToHexStringLower(device.NetworkId)}."
            : frame.PayloadLength is not (CommandInput.PointLength or 2 * CommandInput.PointLength) ? $"The frame's payload has {frame.PayloadLength} bytes: keyChange has {CommandInput.PointLength} or {2 * CommandInput.PointLength}."
            : !P256.IsPoint(frame.Payload, 0) ? "The frame's gateway key is not a point of P-256."
            : frame.PayloadLength > CommandInput.PointLength && !P256.IsPoint(frame.Payload, CommandInput.PointLength) ? "The frame's recovery key is not a point of P-256."
            : now - issuedAt > StoredCommand.Lifetime ? $"The frame was issued at {issuedAt:yyyy-MM-dd HH:mm:ss} UTC; a device takes it for {StoredCommand.Lifetime.TotalDays} days."
            : issuedAt - now > LargestLead ? $"The frame was issued at {issuedAt:yyyy-MM-dd HH:mm:ss} UTC, more than {LargestLead.TotalMinutes} minutes from now."
            : "";
    }
}
