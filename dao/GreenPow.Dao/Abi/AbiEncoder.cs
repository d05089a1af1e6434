using System.Numerics;
using System.Text;

namespace GreenPow.Dao.Abi;

/// <summary>Values to bytes by the contract ABI specification: heads of 32 bytes, tails of what is dynamic.</summary>
public static class AbiEncoder
{
    /// <param name="values">One per parameter, of the CLR type that the parameter's <see cref="AbiType"/> names.</param>
    /// <exception cref="ArgumentException">A value has another type or does not fit; the message names the parameter.</exception>
    public static byte[] Encode(IReadOnlyList<AbiParameter> parameters, IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(values);
        if (parameters.Count != values.Count) throw new ArgumentException($"{parameters.Count} values are expected, not {values.Count}.", nameof(values));
        var types = new AbiType[parameters.Count];
        for (var i = 0; i < types.Length; i++) types[i] = parameters[i].Type;
        return Sequence(types, values, i => parameters[i].Name.Length == 0 ? $"value {i}" : parameters[i].Name);
    }

    /// <summary>Selector and arguments of a call or an error.</summary>
    public static byte[] EncodeCall(AbiSignature function, params IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(function);
        return [.. function.Selector, .. Encode(function.Inputs, values)];
    }

    private static byte[] Sequence(AbiType[] types, IReadOnlyList<object> values, Func<int, string> name)
    {
        var tailStart = types.Sum(type => type.HeadLength);
        var heads = new List<byte>(tailStart);
        var tails = new List<byte>();
        for (var i = 0; i < types.Length; i++)
        {
            var bytes = Value(types[i], values[i], name(i));
            if (types[i].IsDynamic)
            {
                heads.AddRange(Word(tailStart + tails.Count));
                tails.AddRange(bytes);
            }
            else
            {
                heads.AddRange(bytes);
            }
        }
        return [.. heads, .. tails];
    }

    private static byte[] Value(AbiType type, object value, string name) => (type, value) switch
    {
        (AbiInteger integer, BigInteger number) => Integer(integer, number, name),
        (AbiAddress, Address address) => [.. new byte[12], .. address.ToBytes()],
        (AbiBool, bool truth) => Word(truth ? 1 : 0),
        (AbiFixedBytes { Length: 32 }, Hash32 hash) => hash.ToBytes(),
        (AbiFixedBytes { Length: < 32 } fixedBytes, byte[] bytes) when bytes.Length == fixedBytes.Length => Padded(bytes),
        (AbiBytes, byte[] bytes) => [.. Word(bytes.Length), .. Padded(bytes)],
        (AbiString, string text) => Value(new AbiBytes(), Encoding.UTF8.GetBytes(text), name),
        (AbiArray array, object[] items) => Array(array, items, name),
        (AbiTuple tuple, object[] parts) when parts.Length == tuple.Components.Count =>
            Sequence([.. tuple.Components.Select(component => component.Type)], parts, i => $"{name}.{tuple.Components[i].Name}"),
        _ => throw new ArgumentException($"{name}: {value?.GetType().Name ?? "null"} does not fit {type}.", nameof(value)),
    };

    private static byte[] Array(AbiArray array, object[] items, string name)
    {
        if (array.Count is { } count && count != items.Length)
            throw new ArgumentException($"{name}: {array} needs {count} items, not {items.Length}.", nameof(items));
        var types = new AbiType[items.Length];
        System.Array.Fill(types, array.Element);
        var content = Sequence(types, items, i => $"{name}[{i}]");
        return array.Count is null ? [.. Word(items.Length), .. content] : content;
    }

    private static byte[] Integer(AbiInteger type, BigInteger number, string name)
    {
        var least = type.HasSign ? -(BigInteger.One << (type.Bits - 1)) : BigInteger.Zero;
        var most = (BigInteger.One << (type.HasSign ? type.Bits - 1 : type.Bits)) - 1;
        if (number < least || number > most) throw new ArgumentException($"{name}: {number} does not fit {type}.", nameof(number));
        return Word(number);
    }

    // Two's complement for negative numbers.
    private static byte[] Word(BigInteger number)
    {
        var word = new byte[32];
        Uint256.Write(number.Sign < 0 ? (BigInteger.One << 256) + number : number, word);
        return word;
    }

    private static byte[] Padded(byte[] bytes)
    {
        var padded = new byte[(bytes.Length + 31) / 32 * 32];
        bytes.CopyTo(padded, 0);
        return padded;
    }
}
