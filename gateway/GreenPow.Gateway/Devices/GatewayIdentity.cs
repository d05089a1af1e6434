using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GreenPow.Dao;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>The gateway's own P-256 key: devices are given its public half at provisioning, and share a MAC key with it.</summary>
public sealed class GatewayIdentity
{
    private readonly byte[] privateKey;
    private readonly ConcurrentDictionary<DeviceId, byte[]> macKeys = new();

    private GatewayIdentity(byte[] privateKey)
    {
        this.privateKey = privateKey;
        PublicKey = new byte[Identity.PublicKeyLength];
        if (!P256.PublicKey(privateKey, PublicKey)) throw new InvalidDataException("The gateway's key is not a P-256 private key.");
    }

    /// <summary>65 bytes: 0x04, x, y.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Loads the key, or makes and saves one where there is no file; the file holds 64 hexadecimal digits.</summary>
    /// <exception cref="InvalidDataException">The file is readable by others or holds no key.</exception>
    public static GatewayIdentity LoadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        PrivateFile.Check(path);
        var text = File.ReadAllText(path).Trim();
        // The message must not repeat the text: it may be most of a secret.
        if (text.Length != 64 || !text.All(char.IsAsciiHexDigit)) throw new InvalidDataException($"The key file {path} does not hold 64 hexadecimal digits.");
        return new(Convert.FromHexString(text));
    }

    /// <summary>Key of `have` and `work` frames of one device, 32 bytes.</summary>
    public byte[] MacKey(DeviceRecord device) => macKeys.GetOrAdd(device.Id, static (_, pair) => Derive(pair.Own, pair.Other), (Own: privateKey, Other: device.PublicKey));

    /// <summary>Puts the gateway's signature behind the first bytes of a frame; deterministic (RFC 6979).</summary>
    public void Sign(byte frameKind, byte[] frame, int lengthBeforeSignature)
    {
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(frameKind, frame, 0, lengthBeforeSignature, digest);
        if (!P256.Sign(privateKey, digest, frame, lengthBeforeSignature)) throw new InvalidOperationException("The gateway's key does not sign.");
    }

    /// <summary>Whether the last 64 bytes of a frame are this key's signature of all before them.</summary>
    public bool HasSigned(byte frameKind, byte[] frame)
    {
        var length = frame.Length - FrameSigning.SignatureLength;
        if (length <= 0) return false;
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(frameKind, frame, 0, length, digest);
        return P256.Verify(PublicKey, digest, frame, length);
    }

    private static byte[] Derive(byte[] own, byte[] other)
    {
        var key = new byte[DeviceMac.KeyLength];
        return DeviceMac.Key(own, other, key) ? key : throw new InvalidDataException("A device in the catalogue has no point of P-256 as its key.");
    }

    // Whole or not at all, and never over a key that is there already.
    private static void Create(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AtomicFile.Create(path, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key.ExportParameters(includePrivateParameters: true).D!) + "\n"), PrivateFile.OwnerOnly);
    }
}
