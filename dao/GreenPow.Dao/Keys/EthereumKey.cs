using System.Numerics;
using System.Security.Cryptography;

namespace GreenPow.Dao;

/// <summary>A secp256k1 account key. The base library makes and uses the secret; only recovery ids are computed here, from public data.</summary>
public sealed class EthereumKey : IDisposable
{
    private readonly ECDsa _ecdsa;
    private readonly CurvePoint _publicKey;

    private EthereumKey(ECDsa ecdsa)
    {
        _ecdsa = ecdsa;
        var q = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        _publicKey = new(new(q.X, isUnsigned: true, isBigEndian: true), new(q.Y, isUnsigned: true, isBigEndian: true));
        Address = _publicKey.ToAddress();
    }

    public Address Address { get; }

    public static EthereumKey Create() => new(ECDsa.Create(Secp256k1.Curve));

    public static EthereumKey FromBytes(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != 32) throw new ArgumentException($"A secp256k1 key has 32 bytes, not {secret.Length}.", nameof(secret));
        var number = Uint256.Read(secret);
        if (number.IsZero || number >= Secp256k1.Order) throw new ArgumentException("The key is zero or not below the curve's order.", nameof(secret));
        var bytes = secret.ToArray();
        try
        {
            return new(ECDsa.Create(new ECParameters { Curve = Secp256k1.Curve, D = bytes }));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public EthereumSignature Sign(Hash32 hash)
    {
        var digest = hash.ToBytes();
        var z = Uint256.Read(digest);
        for (; ; )
        {
            var bytes = _ecdsa.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            var r = Uint256.Read(bytes);
            var s = Uint256.Read(bytes.AsSpan(32));
            if (s > Secp256k1.HalfOrder) s = Secp256k1.Order - s;
            var inverse = Secp256k1.InverseModuloOrder(s);
            var noncePoint = Secp256k1.Combine(Secp256k1.ModuloOrder(z * inverse), Secp256k1.ModuloOrder(r * inverse), _publicKey);
            // An x above the order (1 in 2^127) has recovery ids 2 and 3, which transactions cannot carry.
            if (noncePoint is { } point && point.X == r) return new(r, s, !point.Y.IsEven);
        }
    }

    /// <summary>Signs as wallets do ("personal_sign", EIP-191 version 0x45).</summary>
    public EthereumSignature SignMessage(ReadOnlySpan<byte> message) => Sign(PersonalMessage.Hash(message));

    public void Dispose() => _ecdsa.Dispose();

    public override string ToString() => $"key of {Address}";

    internal byte[] ExportSecret()
    {
        var d = _ecdsa.ExportParameters(includePrivateParameters: true).D!;
        if (d.Length == 32) return d;
        var padded = new byte[32];
        d.CopyTo(padded, 32 - d.Length);
        CryptographicOperations.ZeroMemory(d);
        return padded;
    }
}
