using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GreenPow.Storage;

/// <summary>First 16 bytes of SHA-256 of a device's uncompressed P-256 public key; written as 32 lower-case hex digits.</summary>
public readonly record struct DeviceId(ulong High, ulong Low) : IComparable<DeviceId>
{
    public const int Length = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static DeviceId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..Length]));

    /// <param name="publicKey">65 bytes: 0x04, x, y.</param>
    public static DeviceId OfPublicKey(ReadOnlySpan<byte> publicKey) =>
        FromBytes(System.Security.Cryptography.SHA256.HashData(publicKey));

    public static DeviceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a device id: 32 lower-case hex digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        id = default;
        if (text is not { Length: 2 * Length } || text.AsSpan().ContainsAnyExcept(HexDigits)) return false;
        id = new(ulong.Parse(text.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            ulong.Parse(text.AsSpan(16), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return true;
    }

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public int CompareTo(DeviceId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public override string ToString() => $"{High:x16}{Low:x16}";

    public static bool operator <(DeviceId left, DeviceId right) => left.CompareTo(right) < 0;
    public static bool operator >(DeviceId left, DeviceId right) => left.CompareTo(right) > 0;
    public static bool operator <=(DeviceId left, DeviceId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(DeviceId left, DeviceId right) => left.CompareTo(right) >= 0;
}
