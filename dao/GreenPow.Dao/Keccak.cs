using System.Text;
using GreenPow.Wire;

namespace GreenPow.Dao;

/// <summary>Ethereum's hash: Keccak-256 with the original padding, the code that the chip runs.</summary>
public static class Keccak
{
    public static Hash32 Hash(ReadOnlySpan<byte> bytes)
    {
        var digest = new byte[Hash32.Length];
        var input = bytes.ToArray();
        Keccak256.Hash(input, 0, input.Length, digest, 0);
        return Hash32.FromBytes(digest);
    }

    public static Hash32 Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));
}
