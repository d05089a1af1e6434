namespace nanoFramework.M2Mqtt;

/// <summary>What CONNECT carries.</summary>
internal sealed record ConnectPacket(
    string ClientId, string UserName, string Password, string WillTopic, string WillMessage, byte WillQos, bool WillRetain, bool CleanSession, ushort KeepAliveSeconds)
{
    public byte Flags => unchecked((byte)(
        (CleanSession ? 0x02 : 0)
        | (WillTopic is null ? 0 : 0x04 | WillQos << 3 | (WillRetain ? 0x20 : 0))
        | (Password is null ? 0 : 0x40)
        | (UserName is null ? 0 : 0x80)));
}
