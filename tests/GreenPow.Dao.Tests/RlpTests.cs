using System.Numerics;
using System.Text;

namespace GreenPow.Dao.Tests;

/// <summary>Examples of ethereum.org, "Recursive-length prefix (RLP) serialization".</summary>
public sealed class RlpTests
{
    private static byte[] Text(string text) => Rlp.Of(Encoding.ASCII.GetBytes(text));

    [Fact]
    public void A_short_string_has_a_one_byte_prefix() => Assert.Equal("0x83646f67", Hex.Of(Text("dog")));

    [Fact]
    public void A_list_is_its_items_behind_a_prefix() => Assert.Equal("0xc88363617483646f67", Hex.Of(Rlp.List(Text("cat"), Text("dog"))));

    [Fact]
    public void Nothing_is_one_byte()
    {
        Assert.Equal("0x80", Hex.Of(Text("")));
        Assert.Equal("0xc0", Hex.Of(Rlp.List()));
        Assert.Equal("0x80", Hex.Of(Rlp.Of(BigInteger.Zero)));
    }

    [Fact]
    public void A_small_number_is_itself()
    {
        Assert.Equal("0x0f", Hex.Of(Rlp.Of(new BigInteger(15))));
        Assert.Equal("0x820400", Hex.Of(Rlp.Of(new BigInteger(1024))));
        Assert.Equal("0x00", Hex.Of(Rlp.Of([0])));
    }

    [Fact]
    public void Lists_nest() =>
        Assert.Equal("0xc7c0c1c0c3c0c1c0", Hex.Of(Rlp.List(Rlp.List(), Rlp.List(Rlp.List()), Rlp.List(Rlp.List(), Rlp.List(Rlp.List())))));

    [Fact]
    public void A_string_above_55_bytes_carries_its_length() =>
        Assert.Equal("0xb838" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes("Lorem ipsum dolor sit amet, consectetur adipisicing elit")),
            Hex.Of(Text("Lorem ipsum dolor sit amet, consectetur adipisicing elit")));
}
