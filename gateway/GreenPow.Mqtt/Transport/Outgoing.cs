namespace GreenPow.Mqtt;

/// <summary>One thing for the writer of a connection: a packet, a PUBACK without its object, or only a wake-up to look at the session's queue.</summary>
internal readonly record struct Outgoing(Packet? Packet, ushort Acknowledged)
{
    public static Outgoing WakeUp => default;

    public static Outgoing PubAck(ushort packetId) => new(null, packetId);

    public static Outgoing Of(Packet packet) => new(packet, 0);
}
