using System.Numerics;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao.Tests;

public sealed class EventDecoderTests
{
    private static readonly AbiSignature Said = AbiSignature.Parse("event Said(uint256 indexed number, string text, (string name, uint8 kind)[] marks)");
    // The same layout with bytes, which take what is no text.
    private static readonly IReadOnlyList<AbiParameter> AsBytes = AbiSignature.Parameters("(bytes text, (bytes name, uint8 kind)[] marks)");

    private static object[]? Decode(byte[] text, byte[] name, params byte[] behind)
    {
        byte[] data = [.. AbiEncoder.Encode(AsBytes, [text, new object[] { new object[] { name, new BigInteger(2) } }]), .. behind];
        var number = new byte[32];
        number[31] = 7;
        return EventDecoder.Decode(Said, new EventLog(Address.Zero, [Said.Topic, Hash32.FromBytes(number)], data, 1, Keccak.Hash("block"), Keccak.Hash("transaction"), 0));
    }

    [Fact]
    public void Values_come_in_the_order_of_the_declaration() =>
        Assert.Equal([new BigInteger(7), "Dach 🌞", new object[] { new object[] { "Süd", new BigInteger(2) } }], Decode("Dach 🌞"u8.ToArray(), "Süd"u8.ToArray()));

    [Fact]
    public void What_is_no_text_becomes_replacement_characters() =>
        Assert.Equal([new BigInteger(7), "a\ufffdb", new object[] { new object[] { "\ufffd", new BigInteger(2) } }], Decode([0x61, 0xff, 0x62], [0xc3]));

    [Fact]
    public void Everything_else_must_be_canonical() => Assert.Throws<FormatException>(() => Decode([0xff], [], 0));

    [Fact]
    public void Another_event_is_none()
    {
        var log = new EventLog(Address.Zero, [Keccak.Hash("Other()")], default, 1, Keccak.Hash("block"), Keccak.Hash("transaction"), 0);
        Assert.Null(EventDecoder.Decode(Said, log));
    }
}
