using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>Who may say something on a topic: the device that the topic names, if it is known and not revoked.</summary>
public static class Sender
{
    public static DoorVerdict? Refusal(DeviceId topicDevice, DeviceRecord? sender, DeviceId named)
    {
        if (named != topicDevice) return DoorVerdict.Refuse(RefusalReason.WrongTopic, $"a frame of device {named} on the topic of {topicDevice}");
        if (sender is null) return DoorVerdict.Refuse(RefusalReason.UnknownDevice, $"device {topicDevice} has not applied");
        if (sender.State == DeviceState.Revoked) return DoorVerdict.Refuse(RefusalReason.Revoked, $"device {topicDevice} was revoked");
        return null;
    }
}
