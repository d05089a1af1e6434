using System.Buffers;
using FsCheck;
using FsCheck.Fluent;

namespace GreenPow.Mqtt.Tests;

public sealed class CodecTests
{
    private static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void Decoding_what_was_encoded_gives_the_same_packet() =>
        Check.One(Thousand, Prop.ForAll(PacketGenerators.AnyPacket(), sample =>
        {
            byte[] bytes = Encode(sample.Version, sample.Packet);
            return Structure.Of(Decode(sample.Version, bytes)!) == Structure.Of(sample.Packet);
        }));

    [Fact]
    public void A_packet_in_pieces_is_the_packet() =>
        Check.One(Thousand, Prop.ForAll(PacketGenerators.AnyPacket(), Gen.Choose(1, 7).ToArbitrary(), (sample, pieceLength) =>
        {
            byte[] bytes = Encode(sample.Version, sample.Packet);
            return Structure.Of(Decode(sample.Version, Pieces(bytes, pieceLength))!) == Structure.Of(sample.Packet);
        }));

    [Fact]
    public void A_packet_that_is_cut_off_is_waited_for() =>
        Check.One(Thousand, Prop.ForAll(PacketGenerators.AnyPacket(), Gen.Choose(0, 10_000).ToArbitrary(), (sample, cut) =>
        {
            byte[] bytes = Encode(sample.Version, sample.Packet);
            var buffer = new ReadOnlySequence<byte>(bytes.AsMemory(0, cut % bytes.Length));
            return !PacketFraming.TryRead(ref buffer, 65_536, out _, out _);
        }));

    [Fact]
    public void Random_bytes_cause_nothing_but_the_protocol_error()
    {
        Gen<byte[]> bytes = Gen.Choose(0, 60).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length));
        Check.One(Thousand.WithMaxTest(20_000), Prop.ForAll(
            Gen.Elements(ProtocolVersion.V311, ProtocolVersion.V5).ToArbitrary(), bytes.ToArbitrary(), OnlyProtocolErrors));
    }

    [Fact]
    public void A_true_packet_with_one_wrong_byte_causes_nothing_but_the_protocol_error() =>
        Check.One(Thousand.WithMaxTest(10_000), Prop.ForAll(
            PacketGenerators.AnyPacket(), Gen.Choose(0, 10_000).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (sample, at, flip) =>
            {
                byte[] bytes = Encode(sample.Version, sample.Packet);
                bytes[at % bytes.Length] ^= (byte)flip;
                return OnlyProtocolErrors(sample.Version, bytes);
            }));

    /// <summary>Each from the sentence of the standard that forbids it; the reason is the one that the standard names.</summary>
    [Theory]
    [InlineData(ProtocolVersion.V5, "E000", "Malformed packet: none", null)]
    [InlineData(ProtocolVersion.V5, "E001FF", "a reason code that does not exist", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "3600", "QoS 3", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "3803000161", "a duplicate of QoS 0", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "320500016100" + "00", "packet identifier 0", ReasonCode.ProtocolError)]
    [InlineData(ProtocolVersion.V311, "30030001" + "23", "a wildcard in a topic name", ReasonCode.TopicNameInvalid)]
    [InlineData(ProtocolVersion.V311, "30020000", "an empty topic name", ReasonCode.TopicNameInvalid)]
    [InlineData(ProtocolVersion.V311, "30030001" + "00", "U+0000", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "30050003" + "EDA080", "a lone surrogate", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "30040002" + "C080", "an overlong zero", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V5, "3007000161" + "03" + "230001", "a topic alias", ReasonCode.TopicAliasInvalid)]
    [InlineData(ProtocolVersion.V5, "3008000161" + "04" + "01000100", "a property that stands twice", ReasonCode.ProtocolError)]
    [InlineData(ProtocolVersion.V5, "3006000161" + "02" + "0102", "a flag of 2", ReasonCode.ProtocolError)]
    [InlineData(ProtocolVersion.V5, "3007000161" + "03" + "210001", "a property of another packet", ReasonCode.ProtocolError)]
    [InlineData(ProtocolVersion.V5, "3006000161" + "02" + "7F00", "a property that does not exist", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "8006000100016100", "SUBSCRIBE without its flags", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "82020001", "SUBSCRIBE of nothing", ReasonCode.ProtocolError)]
    [InlineData(ProtocolVersion.V311, "8206000100016103", "a subscription of QoS 3", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "8206000100016104", "an MQTT 5 option in 3.1.1", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "C00100", "bytes after PINGREQ", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V5, "F000", "AUTH", ReasonCode.ProtocolError)]
    [InlineData(ProtocolVersion.V311, "100C00064D5149736470030200000000", "MQTT 3.1", ReasonCode.UnsupportedProtocolVersion)]
    [InlineData(ProtocolVersion.V311, "100C00044D5154540403003C0000", "the reserved flag of CONNECT", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "100C00044D5154540442003C0000", "a password without a user in 3.1.1", ReasonCode.MalformedPacket)]
    [InlineData(ProtocolVersion.V311, "100C00044D515454040A003C0000", "the will's QoS without a will", ReasonCode.MalformedPacket)]
    public void What_the_standard_forbids_is_refused_with_its_reason(ProtocolVersion version, string hex, string what, ReasonCode? reason)
    {
        byte[] bytes = Convert.FromHexString(hex);
        if (reason is null)
        {
            Assert.IsType<DisconnectPacket>(Decode(version, bytes));
            return;
        }

        Assert.True(reason == Assert.Throws<MqttProtocolException>(() => Decode(version, bytes)).Reason, what);
    }

    [Theory]
    [InlineData("3080808080" + "01")]
    [InlineData("308000")]
    public void A_remaining_length_longer_than_needed_or_allowed_is_refused(string hex)
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString(hex));
        Assert.Throws<MqttProtocolException>(() => PacketFraming.TryRead(ref buffer, 65_536, out _, out _));
    }

    [Fact]
    public void A_packet_over_the_limit_is_refused_before_its_body_has_come()
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString("30FFFF03"));
        var refused = Assert.Throws<MqttProtocolException>(() => PacketFraming.TryRead(ref buffer, 65_536, out _, out _));
        Assert.Equal(ReasonCode.PacketTooLarge, refused.Reason);
    }

    private static bool OnlyProtocolErrors(ProtocolVersion version, byte[] bytes)
    {
        try
        {
            Decode(version, bytes);
        }
        catch (MqttProtocolException)
        {
            return true;
        }

        return true;
    }

    private static byte[] Encode(ProtocolVersion version, Packet packet)
    {
        var output = new ArrayBufferWriter<byte>();
        int length = new PacketEncoder { Version = version }.Encode(output, packet);
        Assert.Equal(length, output.WrittenCount);
        return output.WrittenSpan.ToArray();
    }

    private static Packet? Decode(ProtocolVersion version, byte[] bytes) => Decode(version, new ReadOnlySequence<byte>(bytes));

    private static Packet? Decode(ProtocolVersion version, ReadOnlySequence<byte> bytes)
    {
        var decoder = new PacketDecoder { Version = version };
        return PacketFraming.TryRead(ref bytes, 65_536, out byte first, out ReadOnlySequence<byte> body) ? decoder.Decode(first, body) : null;
    }

    private static ReadOnlySequence<byte> Pieces(byte[] bytes, int pieceLength)
    {
        Piece first = new(bytes.AsMemory(0, Math.Min(pieceLength, bytes.Length)), 0);
        Piece last = first;
        for (int at = pieceLength; at < bytes.Length; at += pieceLength)
            last = last.Append(bytes.AsMemory(at, Math.Min(pieceLength, bytes.Length - at)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
