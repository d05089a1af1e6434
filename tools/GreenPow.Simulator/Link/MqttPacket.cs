using System.Buffers.Binary;
using System.Text;
using GreenPow.Core;

namespace GreenPow.Simulator.Link;

/// <summary>Bytes of the MQTT 3.1.1 packets that a meter sends (OASIS MQTT 3.1.1, chapter 3).</summary>
internal static class MqttPacket
{
    public const byte ConnAck = 0x20, Publish = 0x30, PubAck = 0x40, SubAck = 0x90, PingResp = 0xD0;

    public static readonly byte[] PingReq = [0xC0, 0];
    public static readonly byte[] Disconnect = [0xE0, 0];

    /// <summary>A clean session with a retained QoS 1 will.</summary>
    public static byte[] Connect(LinkLogin login, int keepAliveSeconds)
    {
        const byte cleanSession = 0x02, will = 0x04, willQos1 = 0x08, willRetain = 0x20, password = 0x40, userName = 0x80;
        var body = new PacketBody();
        body.Text("MQTT");
        body.Byte(4);
        body.Byte(cleanSession | will | willQos1 | willRetain | password | userName);
        body.Number(keepAliveSeconds);
        body.Text(login.DeviceId);
        body.Text(login.WillTopic);
        body.Number(login.WillPayload.Length);
        body.Raw(login.WillPayload);
        body.Text(login.DeviceId);
        body.Text(login.Password);
        return body.Packet(0x10);
    }

    public static byte[] Subscribe(int packetId, string topic)
    {
        var body = new PacketBody();
        body.Number(packetId);
        body.Text(topic);
        body.Byte(1);
        return body.Packet(0x82);
    }

    public static byte[] Publication(int packetId, string topic, ReadOnlySpan<byte> payload, byte qos, bool retain)
    {
        var body = new PacketBody();
        body.Text(topic);
        if (qos > 0)
            body.Number(packetId);
        body.Raw(payload);
        return body.Packet(unchecked((byte)(Publish | qos << 1 | (retain ? 1 : 0))));
    }

    public static byte[] Acknowledge(int packetId)
    {
        var packet = new byte[] { PubAck, 2, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packetId);
        return packet;
    }

    /// <summary>Topic, packet id (0 at QoS 0) and payload of a PUBLISH that came in; the world is broken if it does not fit.</summary>
    public static (string Topic, int PacketId, byte[] Payload) ReadPublication(byte flags, ReadOnlySpan<byte> body)
    {
        var topicLength = body.Length < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(body);
        var idLength = (flags & 0x06) == 0 ? 0 : 2;
        if ((long)topicLength + 2 + idLength > body.Length)
            throw new InvalidDataException("The broker sent a PUBLISH that is shorter than its topic.");
        var rest = body[(2 + topicLength)..];
        var packetId = idLength == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
        return (Encoding.UTF8.GetString(body.Slice(2, topicLength)), packetId, rest[idLength..].ToArray());
    }

    private sealed class PacketBody
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
