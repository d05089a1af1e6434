using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Dao.Tests;

/// <summary>A device's P-256 key, held by the base library.</summary>
internal sealed class SimulatedDevice : IDisposable
{
    private static readonly System.Numerics.BigInteger Order = Hex.Number("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SimulatedDevice()
    {
        var q = _key.ExportParameters(false).Q;
        PublicKey = [4, .. q.X!, .. q.Y!];
        DeviceId = SHA256.HashData(PublicKey)[..16];
    }

    public byte[] PublicKey { get; }

    public byte[] DeviceId { get; }

    public OwnershipFrame Own(Address owner, DeploymentRecord dao, ulong nonce = 1)
    {
        var frame = new OwnershipFrame { ChainId = dao.ChainId, Nonce = nonce };
        DeviceId.CopyTo(frame.DeviceId, 0);
        dao.DeviceRegistry.CopyTo(frame.Registry);
        owner.CopyTo(frame.Owner);
        var bytes = new byte[OwnershipFrame.TotalLength];
        frame.Write(bytes, 0);
        var digest = new byte[32];
        FrameSigning.Digest(FrameKind.Ownership, bytes, 0, OwnershipFrame.FixedLength, digest);
        LowS(_key.SignHash(digest)).CopyTo(frame.Signature, 0);
        return frame;
    }

    public void Dispose() => _key.Dispose();

    private static byte[] LowS(byte[] signature)
    {
        var s = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        if (s <= Order / 2) return signature;
        var low = (Order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. signature[..32], .. new byte[32 - low.Length], .. low];
    }
}
