using System.Numerics;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao.Tests;

public sealed class AbiDecoderTests
{
    private const string Zeros = "00000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("(bool)", Zeros + "02")]
    [InlineData("(uint8)", "0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("(int8)", Zeros + "80")]
    [InlineData("(address)", "0000000000000000000000015aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("(bytes3)", "6162630100000000000000000000000000000000000000000000000000000000")]
    [InlineData("(uint256)", Zeros)]
    [InlineData("(uint256)", "")]
    [InlineData("(uint256, uint256)", Zeros + "01")]
    [InlineData("(uint256)", Zeros + "01" + Zeros + "01")]
    [InlineData("(bytes)", Zeros + "20" + Zeros + "01" + "6100000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("(bytes)", Zeros + "20" + Zeros + "21" + "6100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("(bytes)", Zeros + "40" + Zeros + "00")]
    [InlineData("(bytes)", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0")]
    [InlineData("(uint256[])", Zeros + "20" + "00000000000000000000000000000000000000000000000000000000ffffffff")]
    [InlineData("(string)", Zeros + "20" + Zeros + "01" + "ff00000000000000000000000000000000000000000000000000000000000000")]
    public void What_no_encoder_writes_is_refused(string parameters, string data) =>
        Assert.Throws<FormatException>(() => AbiDecoder.Decode(AbiSignature.Parameters(parameters), Hex.Bytes("0x" + data)));

    [Fact]
    public void Every_kind_of_value_comes_back()
    {
        var random = new Random(20261120);
        for (var run = 0; run < 2_000; run++)
        {
            var components = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new AbiParameter(RandomType(random, 3), "")).ToArray();
            var values = components.Select(component => RandomValue(random, component.Type)).ToArray();
            var encoded = AbiEncoder.Encode(components, values);
            Assert.Equal(values, AbiDecoder.Decode(components, encoded));
            Assert.Equal(components.Select(c => c.Type.Name), AbiSignature.Parameters($"({string.Join(',', components.Select(c => c.Type.Name))})").Select(p => p.Type.Name));
            Assert.Throws<FormatException>(() => AbiDecoder.Decode(components, [.. encoded, 0]));
        }
    }

    private static AbiType RandomType(Random random, int depth) => random.Next(depth == 0 ? 7 : 10) switch
    {
        0 => new AbiInteger(8 * random.Next(1, 33), HasSign: false),
        1 => new AbiInteger(8 * random.Next(1, 33), HasSign: true),
        2 => new AbiAddress(),
        3 => new AbiBool(),
        4 => new AbiFixedBytes(random.Next(1, 33)),
        5 => new AbiBytes(),
        6 => new AbiString(),
        7 => new AbiArray(RandomType(random, depth - 1), null),
        8 => new AbiArray(RandomType(random, depth - 1), random.Next(1, 4)),
        _ => new AbiTuple([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new AbiParameter(RandomType(random, depth - 1), ""))]),
    };

    private static object RandomValue(Random random, AbiType type) => type switch
    {
        AbiInteger { HasSign: false } integer => new BigInteger(Bytes(random, integer.Bits / 8), isUnsigned: true),
        AbiInteger integer => new BigInteger(Bytes(random, integer.Bits / 8)),
        AbiAddress => Address.FromBytes(Bytes(random, 20)),
        AbiBool => random.Next(2) == 1,
        AbiFixedBytes { Length: 32 } => Hash32.FromBytes(Bytes(random, 32)),
        AbiFixedBytes bytes => Bytes(random, bytes.Length),
        AbiBytes => Bytes(random, random.Next(70)),
        AbiString => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x20, 0xd000))),
        AbiArray array => Enumerable.Range(0, array.Count ?? random.Next(4)).Select(_ => RandomValue(random, array.Element)).ToArray(),
        AbiTuple tuple => tuple.Components.Select(component => RandomValue(random, component.Type)).ToArray(),
        _ => throw new InvalidOperationException(type.Name),
    };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
