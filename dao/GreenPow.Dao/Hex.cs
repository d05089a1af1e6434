using System.Globalization;
using System.Numerics;

namespace GreenPow.Dao;

/// <summary>Hexadecimal text as Ethereum's JSON-RPC writes it: "0x" first, lower case.</summary>
public static class Hex
{
    public static string Of(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>A quantity: no leading zeros, zero is "0x0".</summary>
    public static string Quantity(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    public static byte[] Bytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!HasPrefix(text) || text.Length % 2 != 0 || !IsDigits(text.AsSpan(2)))
            throw new FormatException($"'{Shortened(text)}' is not 0x followed by pairs of hexadecimal digits.");
        return Convert.FromHexString(text.AsSpan(2));
    }

    public static BigInteger Number(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!HasPrefix(text) || text.Length == 2 || !IsDigits(text.AsSpan(2)))
            throw new FormatException($"'{Shortened(text)}' is not 0x followed by hexadecimal digits.");
        // The zero in front keeps a leading digit of 8 or more from being read as a sign.
        return BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    internal static bool IsDigits(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
            if (!char.IsAsciiHexDigit(digit)) return false;
        return true;
    }

    internal static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "...";

    private static bool HasPrefix(string text) => text.StartsWith("0x", StringComparison.Ordinal);
}
