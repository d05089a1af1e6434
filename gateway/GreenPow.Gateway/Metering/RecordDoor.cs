using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>The door for signed frames that are no reports: status, commissioning, ownership and succession.</summary>
public static class RecordDoor
{
    /// <returns>Null if the frame may go into the log.</returns>
    public static DoorVerdict? Refusal(DeviceId topicDevice, DeviceRecord? sender, byte[] bytes, DeviceKeys keys)
    {
        if (!FrameHeader.TryRead(bytes, 0, bytes.Length, out var kind)) return Malformed("this is no frame of wire version 1");
        return kind switch
        {
            FrameKind.Status => new StatusFrame() is var status && status.TryRead(bytes, 0, bytes.Length, out var fault)
                ? Signed(kind, status.DeviceId, status.LengthBeforeSignature, status.Signature, topicDevice, sender, bytes, keys) : Malformed(FrameFault.Text(fault)),
            FrameKind.Commissioning => new CommissioningFrame() is var commissioning && commissioning.TryRead(bytes, 0, bytes.Length, out var fault)
                ? Signed(kind, commissioning.DeviceId, commissioning.LengthBeforeSignature, commissioning.Signature, topicDevice, sender, bytes, keys) : Malformed(FrameFault.Text(fault)),
            FrameKind.Ownership => new OwnershipFrame() is var ownership && ownership.TryRead(bytes, 0, bytes.Length, out var fault)
                ? Signed(kind, ownership.DeviceId, ownership.LengthBeforeSignature, ownership.Signature, topicDevice, sender, bytes, keys) : Malformed(FrameFault.Text(fault)),
            FrameKind.Succession => new SuccessionFrame() is var succession && succession.TryRead(bytes, 0, bytes.Length, out var fault)
                ? Signed(kind, succession.DeviceId, succession.LengthBeforeSignature, succession.Signature, topicDevice, sender, bytes, keys) : Malformed(FrameFault.Text(fault)),
            _ => Malformed($"a {FrameKind.Name(kind)} frame does not belong here"),
        };
    }

    private static DoorVerdict Malformed(string text) => DoorVerdict.Refuse(RefusalReason.Malformed, text);

    private static DoorVerdict? Signed(byte kind, byte[] named, int lengthBeforeSignature, byte[] signature,
        DeviceId topicDevice, DeviceRecord? sender, byte[] bytes, DeviceKeys keys) =>
        Sender.Refusal(topicDevice, sender, DeviceId.FromBytes(named))
        ?? (keys.Verify(sender!, kind, bytes, lengthBeforeSignature, signature) ? null
            : DoorVerdict.Refuse(RefusalReason.BadSignature, $"the {FrameKind.Name(kind)} frame is not signed by the key of device {topicDevice}"));
}
