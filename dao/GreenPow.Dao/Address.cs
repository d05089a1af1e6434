using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace GreenPow.Dao;

/// <summary>An account or contract: 20 bytes, written with the mixed-case checksum of EIP-55.</summary>
public readonly record struct Address
{
    public const int Length = 20;

    private readonly UInt128 _first;
    private readonly uint _last;

    private Address(UInt128 first, uint last) => (_first, _last) = (first, last);

    public static Address Zero => default;

    public bool IsZero => this == default;

    public static Address FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"An address has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));
    }

    /// <exception cref="FormatException">Says which text it was and what is wrong with it.</exception>
    public static Address Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryRead(text, out var address) is { } fault ? throw new FormatException(fault) : address;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        address = default;
        return text is not null && TryRead(text, out address) is null;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _last);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public override string ToString()
    {
        var digits = Convert.ToHexStringLower(ToBytes());
        var hash = Keccak.Hash(digits).ToBytes();
        return "0x" + string.Create(digits.Length, (digits, hash), static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var nibble = (from.hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
                text[i] = nibble >= 8 ? char.ToUpperInvariant(from.digits[i]) : from.digits[i];
            }
        });
    }

    // One case throughout carries no checksum and is taken; mixed case must be the checksum (EIP-55).
    private static string? TryRead(string text, out Address address)
    {
        address = default;
        var shown = Hex.Shortened(text);
        if (text.Length != 2 + 2 * Length || !text.StartsWith("0x", StringComparison.Ordinal))
            return $"'{shown}' is not an address: 0x and {2 * Length} hexadecimal digits are expected.";
        if (!Hex.IsDigits(text.AsSpan(2))) return $"'{shown}' is not an address: it holds something else than hexadecimal digits.";
        var read = FromBytes(Convert.FromHexString(text.AsSpan(2)));
        var mixed = text.AsSpan(2).ContainsAnyInRange('a', 'f') && text.AsSpan(2).ContainsAnyInRange('A', 'F');
        if (mixed && read.ToString() != text) return $"'{shown}' is mistyped: its checksum would be {read}.";
        address = read;
        return null;
    }
}
