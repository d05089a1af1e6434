using System.Numerics;
using System.Text;

namespace GreenPow.Dao.Abi;

/// <summary>Bytes to values, strictly: what an encoder of the specification would not have written is refused.</summary>
public static class AbiDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">Too short, too long, dirty padding, a number out of range, an offset that points elsewhere.</exception>
    public static object[] Decode(IReadOnlyList<AbiParameter> parameters, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var values = Sequence([.. parameters.Select(parameter => parameter.Type)], data);
        // Canonical form covers every remaining freedom at once: padding, order and overlap of tails, trailing bytes.
        if (!data.SequenceEqual(AbiEncoder.Encode(parameters, values)))
            throw new FormatException($"{data.Length} bytes are not the canonical encoding of ({string.Join(',', parameters.Select(parameter => parameter.Type))}).");
        return values;
    }

    private static object[] Sequence(AbiType[] types, ReadOnlySpan<byte> data)
    {
        var values = new object[types.Length];
        var head = 0;
        for (var i = 0; i < types.Length; i++)
        {
            var type = types[i];
            var at = type.IsDynamic ? Length(data, head, data.Length) : head;
            if (at > data.Length) throw new FormatException($"{data.Length} bytes end before value {i}.");
            values[i] = Value(type, data[at..]);
            head += type.HeadLength;
        }
        return values;
    }

    private static object Value(AbiType type, ReadOnlySpan<byte> data) => type switch
    {
        AbiInteger integer => Integer(integer, Word(data, 0)),
        AbiAddress => Address.FromBytes(Word(data, 0)[12..]),
        AbiBool => !Uint256.Read(Word(data, 0)).IsZero,
        AbiFixedBytes { Length: 32 } => Hash32.FromBytes(Word(data, 0)),
        AbiFixedBytes fixedBytes => Word(data, 0)[..fixedBytes.Length].ToArray(),
        AbiBytes => Bytes(data).ToArray(),
        AbiString => Text(Bytes(data)),
        AbiArray array => Array(array, data),
        AbiTuple tuple => Sequence([.. tuple.Components.Select(component => component.Type)], data),
        _ => throw new FormatException($"{type} cannot be decoded."),
    };

    private static BigInteger Integer(AbiInteger type, ReadOnlySpan<byte> word)
    {
        var number = Uint256.Read(word);
        if (type.HasSign && word[0] >= 0x80) number -= BigInteger.One << 256;
        var most = (BigInteger.One << (type.HasSign ? type.Bits - 1 : type.Bits)) - 1;
        if (number > most || (type.HasSign && number < -most - 1)) throw new FormatException($"{number} does not fit {type}.");
        return number;
    }

    private static object[] Array(AbiArray array, ReadOnlySpan<byte> data)
    {
        // Every item takes at least its head, which bounds a length that somebody made up.
        var perItem = Math.Max(1, array.Element.HeadLength);
        var count = array.Count ?? Length(data, 0, (data.Length - 32) / perItem);
        var types = new AbiType[count];
        System.Array.Fill(types, array.Element);
        return Sequence(types, array.Count is null ? data[32..] : data);
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> data)
    {
        var length = Length(data, 0, data.Length - 32);
        return data.Slice(32, length);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new FormatException("A string is not UTF-8.", fault);
        }
    }

    // An offset or a length: a word that must not exceed the limit.
    private static int Length(ReadOnlySpan<byte> data, int at, int limit)
    {
        var number = Uint256.Read(Word(data, at));
        if (number > limit) throw new FormatException($"An offset or length of {number} leaves the {data.Length} bytes that are there.");
        return (int)number;
    }

    private static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> data, int at)
    {
        if (at > data.Length - 32) throw new FormatException($"{data.Length} bytes end before the word at {at}.");
        return data.Slice(at, 32);
    }
}
