using System.Numerics;

namespace GreenPow.Dao;

/// <summary>Unsigned 256-bit numbers as 32 bytes, big-endian.</summary>
internal static class Uint256
{
    public const int Length = 32;

    public static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes[..Length], isUnsigned: true, isBigEndian: true);

    public static void Write(BigInteger value, Span<byte> destination)
    {
        var size = value.GetByteCount(isUnsigned: true);
        if (size > Length) throw new ArgumentOutOfRangeException(nameof(value), value, "Above the largest uint256.");
        var start = value.IsZero ? Length : Length - size;
        destination[..start].Clear();
        if (!value.IsZero) value.TryWriteBytes(destination[start..Length], out _, isUnsigned: true, isBigEndian: true);
    }
}
