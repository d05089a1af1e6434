using System.Numerics;

namespace GreenPow.Dao.Tests;

public sealed class ValueTests
{
    [Fact]
    public void A_hash_keeps_its_bytes_in_order()
    {
        var bytes = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        Assert.Equal(bytes, Hash32.FromBytes(bytes).ToBytes());
        Assert.Equal("0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", Hash32.FromBytes(bytes).ToString());
        Assert.Equal(Hash32.FromBytes(bytes), Hash32.Parse(Hash32.FromBytes(bytes).ToString()));
    }

    // Keccak-256 of nothing, the code hash of accounts without code (Yellow Paper).
    [Fact]
    public void The_hash_is_the_original_Keccak() =>
        Assert.Equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak.Hash("").ToString());

    // Examples of the Ethereum JSON-RPC specification, "Quantities".
    [Theory]
    [InlineData(0, "0x0")]
    [InlineData(65, "0x41")]
    [InlineData(1024, "0x400")]
    [InlineData(255, "0xff")]
    public void A_quantity_has_no_leading_zero(int number, string text)
    {
        Assert.Equal(text, Hex.Quantity(number));
        Assert.Equal(number, Hex.Number(text));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("ff")]
    [InlineData("0xfg")]
    [InlineData("-0x1")]
    public void What_is_no_quantity_is_refused(string text) => Assert.Throws<FormatException>(() => Hex.Number(text));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1500000000000000000", "1.5")]
    [InlineData("1", "0.000000000000000001")]
    [InlineData("-20000000000000000000", "-20")]
    public void Wei_are_written_as_exact_tokens(string wei, string tokens) =>
        Assert.Equal(tokens, Wei.ToTokenText(BigInteger.Parse(wei, System.Globalization.CultureInfo.InvariantCulture)));
}
