using System.Numerics;

namespace GreenPow.Dao;

/// <summary>A recoverable secp256k1 signature with low s (EIP-2).</summary>
/// <param name="OddY">The recovery id: parity of the y of the nonce's point.</param>
public readonly record struct EthereumSignature(BigInteger R, BigInteger S, bool OddY)
{
    public const int Length = 65;

    /// <summary>r, s, and 27 or 28: the form that wallets and Solidity's ecrecover use.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Uint256.Write(R, bytes);
        Uint256.Write(S, bytes.AsSpan(32));
        bytes[64] = (byte)(OddY ? 28 : 27);
        return bytes;
    }

    /// <summary>False for a wrong length, an r or s out of range, a high s, or a last byte other than 27 or 28.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EthereumSignature signature)
    {
        signature = default;
        if (bytes.Length != Length || bytes[64] is not (27 or 28)) return false;
        var read = new EthereumSignature(Uint256.Read(bytes), Uint256.Read(bytes[32..]), bytes[64] == 28);
        if (!read.IsInRange) return false;
        signature = read;
        return true;
    }

    /// <summary>The account that signed this hash; false if no key could have made the signature.</summary>
    public bool TryRecover(Hash32 hash, out Address signer)
    {
        signer = default;
        if (!IsInRange || Secp256k1.Lift(R, OddY) is not { } noncePoint) return false;
        var inverse = Secp256k1.InverseModuloOrder(R);
        var z = Uint256.Read(hash.ToBytes());
        var ofGenerator = Secp256k1.ModuloOrder(-z * inverse);
        var ofNonce = Secp256k1.ModuloOrder(S * inverse);
        if (Secp256k1.Combine(ofGenerator, ofNonce, noncePoint) is not { } publicKey) return false;
        signer = publicKey.ToAddress();
        return true;
    }

    private bool IsInRange => R.Sign > 0 && R < Secp256k1.Order && S.Sign > 0 && S <= Secp256k1.HalfOrder;
}
