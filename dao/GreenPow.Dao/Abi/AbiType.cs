using System.Globalization;

namespace GreenPow.Dao.Abi;

/// <summary>A Solidity type as the contract ABI specification names it.</summary>
public abstract record AbiType
{
    /// <summary>Canonical name, the one that selectors and topics hash.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the value stands behind an offset, after the head.</summary>
    public abstract bool IsDynamic { get; }

    /// <summary>Bytes in the head of an enclosing tuple.</summary>
    public virtual int HeadLength => 32;

    public sealed override string ToString() => Name;

    /// <summary>Reads one elementary type name, such as "uint256" or "bytes4"; tuples and arrays are read by <see cref="AbiSignature"/>.</summary>
    internal static AbiType Elementary(string name) => name switch
    {
        "address" => new AbiAddress(),
        "bool" => new AbiBool(),
        "string" => new AbiString(),
        "bytes" => new AbiBytes(),
        "uint" => new AbiInteger(256, HasSign: false),
        "int" => new AbiInteger(256, HasSign: true),
        _ when name.StartsWith("uint", StringComparison.Ordinal) => new AbiInteger(Size(name, 4, 8, 256, 8), HasSign: false),
        _ when name.StartsWith("int", StringComparison.Ordinal) => new AbiInteger(Size(name, 3, 8, 256, 8), HasSign: true),
        _ when name.StartsWith("bytes", StringComparison.Ordinal) => new AbiFixedBytes(Size(name, 5, 1, 32, 1)),
        _ => throw new FormatException($"'{name}' is not an ABI type."),
    };

    private static int Size(string name, int at, int least, int most, int step)
    {
        if (!int.TryParse(name.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size < least || size > most || size % step != 0)
            throw new FormatException($"'{name}' is not an ABI type: its size must be {least} to {most} in steps of {step}.");
        return size;
    }
}

/// <summary>Values are BigInteger.</summary>
public sealed record AbiInteger(int Bits, bool HasSign) : AbiType
{
    public override string Name => (HasSign ? "int" : "uint") + Bits.ToString(CultureInfo.InvariantCulture);
    public override bool IsDynamic => false;
}

/// <summary>Values are <see cref="GreenPow.Dao.Address"/>.</summary>
public sealed record AbiAddress : AbiType
{
    public override string Name => "address";
    public override bool IsDynamic => false;
}

/// <summary>Values are bool.</summary>
public sealed record AbiBool : AbiType
{
    public override string Name => "bool";
    public override bool IsDynamic => false;
}

/// <summary>Values are <see cref="Hash32"/> for 32 bytes, byte[] of that length for fewer.</summary>
public sealed record AbiFixedBytes(int Length) : AbiType
{
    public override string Name => "bytes" + Length.ToString(CultureInfo.InvariantCulture);
    public override bool IsDynamic => false;
}

/// <summary>Values are byte[].</summary>
public sealed record AbiBytes : AbiType
{
    public override string Name => "bytes";
    public override bool IsDynamic => true;
}

/// <summary>Values are string.</summary>
public sealed record AbiString : AbiType
{
    public override string Name => "string";
    public override bool IsDynamic => true;
}

/// <summary>Values are object[].</summary>
/// <param name="Count">Null: the array carries its own length.</param>
public sealed record AbiArray(AbiType Element, int? Count) : AbiType
{
    public override string Name => $"{Element.Name}[{Count?.ToString(CultureInfo.InvariantCulture)}]";
    public override bool IsDynamic => Count is null || Element.IsDynamic;
    public override int HeadLength => IsDynamic ? 32 : Count!.Value * Element.HeadLength;
}

/// <summary>Values are object[], one per component.</summary>
public sealed record AbiTuple(IReadOnlyList<AbiParameter> Components) : AbiType
{
    public override string Name => $"({string.Join(',', Components.Select(component => component.Type.Name))})";
    public override bool IsDynamic => Components.Any(component => component.Type.IsDynamic);
    public override int HeadLength => IsDynamic ? 32 : Components.Sum(component => component.Type.HeadLength);
}

/// <param name="Name">Empty where the source names none.</param>
/// <param name="Indexed">Only in events: stands in a topic.</param>
public sealed record AbiParameter(AbiType Type, string Name, bool Indexed = false);
