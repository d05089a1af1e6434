using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>Verifies device signatures with the base library; the parsed keys stay in memory.</summary>
public sealed class DeviceKeys : IDisposable
{
    private static readonly byte[][] Prefixes = [.. Enumerable.Range(0, FrameKind.Succession + 1).Select(kind => Encoding.ASCII.GetBytes($"GreenPow/1 {FrameKind.Name((byte)kind)}\0"))];

    private readonly ConcurrentDictionary<DeviceId, ECDsa> keys = new();

    /// <param name="signature">r and s, 32 bytes each, big-endian; high-s is refused, so that nobody can make a second signature out of one.</param>
    public bool Verify(DeviceRecord device, byte frameKind, byte[] frame, int lengthBeforeSignature, ReadOnlySpan<byte> signature)
    {
        if (!LowS.Holds(signature[32..])) return false;
        Span<byte> digest = stackalloc byte[32];
        SignedDigest(frameKind, frame.AsSpan(0, lengthBeforeSignature), digest);
        var key = keys.GetOrAdd(device.Id, static (_, publicKey) => Import(publicKey), device.PublicKey);
        lock (key) return key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The same for a key that is seen for the first time; false also when it is no point of the curve.</summary>
    public static bool VerifyOnce(byte[] publicKey65, byte frameKind, byte[] frame, int lengthBeforeSignature, ReadOnlySpan<byte> signature)
    {
        if (!LowS.Holds(signature[32..]) || !P256.IsPoint(publicKey65, 1)) return false;
        Span<byte> digest = stackalloc byte[32];
        SignedDigest(frameKind, frame.AsSpan(0, lengthBeforeSignature), digest);
        using var key = Import(publicKey65);
        return key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The same as <see cref="FrameSigning.Digest"/>, with the processor's SHA instructions.</summary>
    internal static void SignedDigest(byte frameKind, ReadOnlySpan<byte> beforeSignature, Span<byte> digest)
    {
        var prefix = Prefixes[frameKind];
        Span<byte> signed = stackalloc byte[prefix.Length + beforeSignature.Length];
        prefix.CopyTo(signed);
        beforeSignature.CopyTo(signed[prefix.Length..]);
        SHA256.HashData(signed, digest);
    }

    public void Dispose()
    {
        foreach (var key in keys.Values) key.Dispose();
    }

    private static ECDsa Import(byte[] publicKey) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = { X = publicKey[1..33], Y = publicKey[33..65] } });
}
