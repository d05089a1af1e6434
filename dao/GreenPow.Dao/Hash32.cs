using System.Buffers.Binary;

namespace GreenPow.Dao;

/// <summary>32 bytes in the order that they are written: a hash, a role, a Solidity <c>bytes32</c>.</summary>
public readonly record struct Hash32
{
    public const int Length = 32;

    private readonly UInt128 _first;
    private readonly UInt128 _second;

    private Hash32(UInt128 first, UInt128 second) => (_first, _second) = (first, second);

    public bool IsZero => this == default;

    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));
    }

    public static Hash32 Parse(string text)
    {
        var bytes = Hex.Bytes(text);
        if (bytes.Length != Length) throw new FormatException($"'{Hex.Shortened(text)}' has {bytes.Length} bytes, a hash has {Length}.");
        return FromBytes(bytes);
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _second);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public override string ToString() => Hex.Of(ToBytes());
}
