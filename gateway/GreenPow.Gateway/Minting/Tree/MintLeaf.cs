using System.Globalization;
using System.Numerics;
using GreenPow.Dao;

namespace GreenPow.Gateway.Minting;

/// <summary>All that a payee may ever have had of a token for a site; tokenId 0 is the DAO's vault.</summary>
/// <param name="CumulativeWei">Never falls from one root to the next.</param>
public sealed record MintLeaf(BigInteger TokenId, Address Payee, Address Token, BigInteger CumulativeWei)
{
    /// <summary>The ABI types of a leaf, in order.</summary>
    public static readonly string[] Encoding = ["uint256", "address", "address", "uint256"];

    private const int WordLength = 32;

    /// <summary>Keccak-256 of Keccak-256 of the ABI encoding: hashed twice, so that no inner node passes for a leaf.</summary>
    public Hash32 Hash()
    {
        var words = new byte[4 * WordLength];
        WriteNumber(TokenId, words.AsSpan(0, WordLength));
        Payee.CopyTo(words.AsSpan(2 * WordLength - Address.Length, Address.Length));
        Token.CopyTo(words.AsSpan(3 * WordLength - Address.Length, Address.Length));
        WriteNumber(CumulativeWei, words.AsSpan(3 * WordLength, WordLength));
        return Keccak.Hash(Keccak.Hash(words).ToBytes());
    }

    /// <summary>As the dump of a tree writes it.</summary>
    public string[] ToValues() =>
        [TokenId.ToString(CultureInfo.InvariantCulture), Payee.ToString(), Token.ToString(), CumulativeWei.ToString(CultureInfo.InvariantCulture)];

    public static MintLeaf FromValues(IReadOnlyList<string> values) => new(
        BigInteger.Parse(values[0], NumberStyles.None, CultureInfo.InvariantCulture), Address.Parse(values[1]), Address.Parse(values[2]),
        BigInteger.Parse(values[3], NumberStyles.None, CultureInfo.InvariantCulture));

    private static void WriteNumber(BigInteger value, Span<byte> word)
    {
        var length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(word[(WordLength - length)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
