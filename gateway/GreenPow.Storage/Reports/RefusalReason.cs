namespace GreenPow.Storage;

/// <summary>Why a frame is not history.</summary>
public enum RefusalReason : byte { Malformed = 1, WrongTopic = 2, UnknownDevice = 3, Revoked = 4, BadSignature = 5, TooManyAlternatives = 6 }

/// <summary>A refused frame, kept for its owner: the newest <see cref="PerDevice"/> of each device.</summary>
public sealed record Reject(DeviceId Device, DateTimeOffset ReceivedAt, RefusalReason Reason, string Text, byte[] Frame)
{
    public const int PerDevice = 1000;
}
