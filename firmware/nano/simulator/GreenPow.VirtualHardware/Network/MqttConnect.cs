namespace GreenPow.VirtualHardware.Network;

/// <summary>What CONNECT carries.</summary>
public sealed record MqttConnect(
    string ClientId, string? UserName, string? Password, string? WillTopic, byte[] WillPayload, byte WillQos, bool WillRetain, bool CleanSession, ushort KeepAliveSeconds)
{
    public byte Flags => unchecked((byte)(
        (CleanSession ? 0x02 : 0)
        | (WillTopic is null ? 0 : 0x04 | WillQos << 3 | (WillRetain ? 0x20 : 0))
        | (Password is null ? 0 : 0x40)
        | (UserName is null ? 0 : 0x80)));
}
