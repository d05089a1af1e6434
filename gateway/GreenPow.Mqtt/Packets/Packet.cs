namespace GreenPow.Mqtt;

/// <summary>One MQTT control packet as a value; `Codec` turns it into bytes and back.</summary>
public abstract record Packet;

/// <summary>The message that the server publishes for a client that went without saying goodbye.</summary>
public sealed record Will(string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool Retain, MqttProperties? Properties = null)
{
    public uint DelaySeconds => Properties?.WillDelaySeconds ?? 0;
}

public sealed record ConnectPacket(
    ProtocolVersion Version,
    string ClientId,
    bool CleanStart,
    ushort KeepAliveSeconds,
    string? UserName = null,
    ReadOnlyMemory<byte>? Password = null,
    Will? Will = null,
    MqttProperties? Properties = null) : Packet;

public sealed record ConnAckPacket(bool SessionPresent, ReasonCode Reason, MqttProperties? Properties = null) : Packet;

public sealed record PublishPacket(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    int Qos = 0,
    bool Retain = false,
    bool Duplicate = false,
    ushort PacketId = 0,
    MqttProperties? Properties = null) : Packet;

public sealed record PubAckPacket(ushort PacketId, ReasonCode Reason = ReasonCode.Success, MqttProperties? Properties = null) : Packet;

/// <summary>One line of a SUBSCRIBE; the three MQTT 5 options are at their 3.1.1 meaning by default.</summary>
public sealed record Subscription(
    string Filter,
    int Qos,
    bool NoLocal = false,
    bool RetainAsPublished = false,
    RetainHandling RetainHandling = RetainHandling.SendAlways);

/// <summary>When a new subscription gets the retained messages (MQTT 5.0, section 3.8.3.1).</summary>
public enum RetainHandling
{
    SendAlways = 0,
    SendIfNew = 1,
    SendNever = 2,
}

public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<Subscription> Subscriptions, MqttProperties? Properties = null) : Packet;

public sealed record SubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, MqttProperties? Properties = null) : Packet;

public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, MqttProperties? Properties = null) : Packet;

public sealed record UnsubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, MqttProperties? Properties = null) : Packet;

public sealed record PingReqPacket : Packet
{
    public static readonly PingReqPacket Instance = new();
}

public sealed record PingRespPacket : Packet
{
    public static readonly PingRespPacket Instance = new();
}

public sealed record DisconnectPacket(ReasonCode Reason = ReasonCode.Success, MqttProperties? Properties = null) : Packet;
