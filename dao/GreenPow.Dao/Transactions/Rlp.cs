using System.Numerics;

namespace GreenPow.Dao;

/// <summary>Recursive length prefix, Ethereum's serialisation (Yellow Paper, appendix B); writing only, the node does the reading.</summary>
public static class Rlp
{
    public static byte[] Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 && bytes[0] < 0x80 ? [bytes[0]] : [.. Prefix(0x80, bytes.Length), .. bytes];

    /// <summary>A number is its big-endian bytes without leading zeros; zero is the empty string.</summary>
    public static byte[] Of(BigInteger number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return Of(number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <param name="items">Already encoded.</param>
    public static byte[] List(params ReadOnlySpan<byte[]> items)
    {
        var length = 0;
        foreach (var item in items) length += item.Length;
        var list = new List<byte>(length + 9);
        list.AddRange(Prefix(0xc0, length));
        foreach (var item in items) list.AddRange(item);
        return [.. list];
    }

    private static byte[] Prefix(byte offset, int length)
    {
        if (length <= 55) return [(byte)(offset + length)];
        var size = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(offset + 55 + size.Length), .. size];
    }
}
