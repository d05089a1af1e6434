using System.Buffers.Binary;
using System.Text;

namespace GreenPow.VirtualHardware.Network;

/// <summary>Bytes of the MQTT 3.1.1 packets that a device sends (OASIS MQTT 3.1.1, chapter 3).</summary>
public static class MqttPacket
{
    public const byte ConnAck = 0x20, Publish = 0x30, PubAck = 0x40, SubAck = 0x90;

    public static readonly byte[] PingReq = [0xC0, 0];
    public static readonly byte[] Disconnect = [0xE0, 0];

    public const int LargestPacketBytes = 256 * 1024;

    public static byte[] Connect(MqttConnect connect)
    {
        var body = new Body();
        body.Text("MQTT");
        body.Byte(4);
        body.Byte(connect.Flags);
        body.Number(connect.KeepAliveSeconds);
        body.Text(connect.ClientId);
        if (connect.WillTopic is not null)
        {
            body.Text(connect.WillTopic);
            body.Number(connect.WillPayload.Length);
            body.Raw(connect.WillPayload);
        }
        if (connect.UserName is not null)
            body.Text(connect.UserName);
        if (connect.Password is not null)
            body.Text(connect.Password);
        return body.Packet(0x10);
    }

    public static byte[] Subscribe(ushort packetId, string[] topics, byte[] levels)
    {
        var body = new Body();
        body.Number(packetId);
        for (var index = 0; index < topics.Length; index++)
        {
            body.Text(topics[index]);
            body.Byte(levels[index]);
        }
        return body.Packet(0x82);
    }

    public static byte[] Publication(ushort packetId, string topic, byte[] payload, byte qos, bool retain)
    {
        var body = new Body();
        body.Text(topic);
        if (qos > 0)
            body.Number(packetId);
        body.Raw(payload);
        return body.Packet(unchecked((byte)(Publish | qos << 1 | (retain ? 1 : 0))));
    }

    public static byte[] Acknowledge(ushort packetId)
    {
        var packet = new byte[] { PubAck, 2, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), packetId);
        return packet;
    }

    /// <summary>Waits for a whole packet: its first byte and its body.</summary>
    public static (byte First, byte[] Body) Read(Stream stream)
    {
        Span<byte> one = stackalloc byte[1];
        stream.ReadExactly(one);
        var first = one[0];
        int length = 0, shift = 0;
        do
        {
            if (shift == 28)
                throw new InvalidDataException("The broker sent a packet length of more than four bytes.");
            stream.ReadExactly(one);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while ((one[0] & 0x80) != 0);
        if (length > LargestPacketBytes)
            throw new InvalidDataException($"The broker sent a packet of {length} bytes, above {LargestPacketBytes}.");
        var body = new byte[length];
        stream.ReadExactly(body);
        return (first, body);
    }

    /// <summary>Topic, packet id (0 at QoS 0) and payload of a PUBLISH that came in; the world is broken if it does not fit.</summary>
    public static (string Topic, ushort PacketId, byte[] Payload) ReadPublication(byte flags, ReadOnlySpan<byte> body)
    {
        var topicLength = body.Length < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(body);
        var idLength = (flags & 0x06) == 0 ? 0 : 2;
        if ((long)topicLength + 2 + idLength > body.Length)
            throw new InvalidDataException("The broker sent a PUBLISH that is shorter than its topic.");
        var rest = body[(2 + topicLength)..];
        var packetId = idLength == 0 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
        return (Encoding.UTF8.GetString(body.Slice(2, topicLength)), packetId, rest[idLength..].ToArray());
    }

    private sealed class Body
    {
        private readonly List<byte> bytes = [];

        public void Byte(byte value) => bytes.Add(value);

        public void Raw(ReadOnlySpan<byte> value) => bytes.AddRange(value);

        public void Number(int value)
        {
            bytes.Add(unchecked((byte)(value >> 8)));
            bytes.Add(unchecked((byte)value));
        }

        public void Text(string value)
        {
            var text = Encoding.UTF8.GetBytes(value);
            Number(checked((ushort)text.Length));
            bytes.AddRange(text);
        }

        public byte[] Packet(byte first)
        {
            var head = new List<byte> { first };
            // Remaining length: 7 bits a byte, lowest first, the top bit says that more follow.
            var left = bytes.Count;
            do
            {
                head.Add(unchecked((byte)(left % 128 | (left >= 128 ? 0x80 : 0))));
                left /= 128;
            }
            while (left > 0);
            return [.. head, .. bytes];
        }
    }
}
