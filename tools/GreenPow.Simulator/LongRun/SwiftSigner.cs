using System.Numerics;
using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>A device key in the base library: the same curve and the same low-s rule as the chip's signer, a hundred times as fast.</summary>
public sealed class SwiftSigner : ISigner, IDisposable
{
    // Order of P-256, SP 800-186 section 3.2.1.3.
    private static readonly BigInteger Order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private static readonly BigInteger HalfOrder = Order >> 1;

    private readonly ECDsa key;
    private readonly byte[] privateKey;

    public SwiftSigner(byte[] privateKey32, byte kind)
    {
        privateKey = privateKey32;
        Kind = kind;
        PublicKey = new ManagedSigner(privateKey32).PublicKey;
        key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = privateKey32,
            Q = new ECPoint { X = PublicKey[1..33], Y = PublicKey[33..] },
        });
    }

    public byte Kind { get; }

    public byte[] PublicKey { get; }

    public byte[] Serial { get; } = new byte[12];

    /// <summary>Signatures made.</summary>
    public long Count { get; private set; }

    public bool Sign(byte[] digest32, byte[] signature, int at)
    {
        Count++;
        var into = signature.AsSpan(at, FrameSigning.SignatureLength);
        key.TrySignHash(digest32, into, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _);
        var s = new BigInteger(into[32..], isUnsigned: true, isBigEndian: true);
        if (s <= HalfOrder)
            return true;
        into[32..].Clear();
        var low = Order - s;
        low.TryWriteBytes(into[(64 - low.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
        return true;
    }

    public bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32) => DeviceMac.Key(privateKey, gatewayPublicKey65, key32);

    public void Dispose() => key.Dispose();
}
