using System.Numerics;
using System.Text;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao.Tests;

/// <summary>Examples of the Solidity documentation, "Contract ABI Specification".</summary>
public sealed class AbiTests
{
    [Fact]
    public void Static_values_stand_in_the_head()
    {
        var baz = AbiSignature.Parse("function baz(uint32 x, bool y) returns (bool r)");
        Assert.Equal(
            "0xcdcd77c0"
            + "0000000000000000000000000000000000000000000000000000000000000045"
            + "0000000000000000000000000000000000000000000000000000000000000001",
            Hex.Of(AbiEncoder.EncodeCall(baz, new BigInteger(69), true)));
    }

    [Fact]
    public void Fixed_bytes_are_padded_at_their_end()
    {
        var bar = AbiSignature.Parse("function bar(bytes3[2])");
        Assert.Equal(
            "0xfce353f6"
            + "6162630000000000000000000000000000000000000000000000000000000000"
            + "6465660000000000000000000000000000000000000000000000000000000000",
            Hex.Of(AbiEncoder.EncodeCall(bar, [new object[] { "abc"u8.ToArray(), "def"u8.ToArray() }])));
    }

    [Fact]
    public void Dynamic_values_stand_behind_offsets()
    {
        var sam = AbiSignature.Parse("function sam(bytes, bool, uint256[])");
        Assert.Equal(
            "0xa5643bf2"
            + "0000000000000000000000000000000000000000000000000000000000000060"
            + "0000000000000000000000000000000000000000000000000000000000000001"
            + "00000000000000000000000000000000000000000000000000000000000000a0"
            + "0000000000000000000000000000000000000000000000000000000000000004"
            + "6461766500000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "0000000000000000000000000000000000000000000000000000000000000001"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000003",
            Hex.Of(AbiEncoder.EncodeCall(sam, "dave"u8.ToArray(), true, new object[] { new BigInteger(1), new BigInteger(2), new BigInteger(3) })));
    }

    [Fact]
    public void Arrays_of_arrays_and_strings_nest()
    {
        var g = AbiSignature.Parse("function g(uint256[][], string[])");
        var numbers = new object[] { new object[] { new BigInteger(1), new BigInteger(2) }, new object[] { new BigInteger(3) } };
        var encoded = AbiEncoder.EncodeCall(g, numbers, new object[] { "one", "two", "three" });
        string[] words =
        [
            "0000000000000000000000000000000000000000000000000000000000000040",
            "0000000000000000000000000000000000000000000000000000000000000140",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000040",
            "00000000000000000000000000000000000000000000000000000000000000a0",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "0000000000000000000000000000000000000000000000000000000000000060",
            "00000000000000000000000000000000000000000000000000000000000000a0",
            "00000000000000000000000000000000000000000000000000000000000000e0",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "6f6e650000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "74776f0000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000005",
            "7468726565000000000000000000000000000000000000000000000000000000",
        ];
        Assert.Equal("0x2289b18c" + string.Concat(words), Hex.Of(encoded));
    }

    [Fact]
    public void A_tuple_with_a_dynamic_part_stands_behind_an_offset()
    {
        var parameters = AbiSignature.Parameters("((uint8 kind, string name) site, int16 offset)");
        object[] values = [new object[] { new BigInteger(2), "roof" }, new BigInteger(-2)];
        var encoded = AbiEncoder.Encode(parameters, values);
        Assert.Equal(
            "0x0000000000000000000000000000000000000000000000000000000000000040"
            + "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000040"
            + "0000000000000000000000000000000000000000000000000000000000000004"
            + Convert.ToHexStringLower(Encoding.ASCII.GetBytes("roof")).PadRight(64, '0'),
            Hex.Of(encoded));
        Assert.Equal(values, AbiDecoder.Decode(parameters, encoded));
    }

    [Fact]
    public void Canonical_names_leave_out_everything_but_types()
    {
        var claim = AbiSignature.Parse("function claimMany((uint tokenId, address payee)[] leaves, bytes32[2][] proof) returns (uint256 paid)");
        Assert.Equal("claimMany((uint256,address)[],bytes32[2][])", claim.Canonical);
        Assert.Equal(["leaves", "proof"], claim.Inputs.Select(input => input.Name));
        Assert.Equal("paid", Assert.Single(claim.Outputs).Name);
    }

    [Theory]
    [InlineData("function f(uint7)")]
    [InlineData("function f(bytes33)")]
    [InlineData("function f(uint256")]
    [InlineData("function f(uint256) view")]
    [InlineData("f(uint256)")]
    public void A_signature_that_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => AbiSignature.Parse(text));

    [Fact]
    public void A_value_that_does_not_fit_is_refused_by_name()
    {
        var fault = Assert.Throws<ArgumentException>(() => AbiEncoder.Encode(AbiSignature.Parameters("(uint16 permille)"), [new BigInteger(65536)]));
        Assert.StartsWith("permille: 65536 does not fit uint16.", fault.Message, StringComparison.Ordinal);
    }
}
