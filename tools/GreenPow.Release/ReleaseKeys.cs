using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Release;

/// <summary>Keys that are kept offline, as files: the private one PEM (PKCS #8), the public one 130 hexadecimal digits.</summary>
public static class ReleaseKeys
{
    /// <summary>Writes a new pair and returns the public key; never over a file that is there.</summary>
    public static byte[] New(string file)
    {
        if (File.Exists(file) || File.Exists(file + ".pub")) throw new ReleaseException($"{file} or {file}.pub is there already: a key is not overwritten");
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(file, open)) writer.WriteLine(ecdsa.ExportPkcs8PrivateKeyPem());
        var key = PublicOf(Private(file));
        File.WriteAllText(file + ".pub", Text(key));
        return key;
    }

    public static byte[] Private(string file)
    {
        using var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(File.ReadAllText(file));
            var parameters = ecdsa.ExportParameters(true);
            if (parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value) return parameters.D!;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new ReleaseException($"{file} is not a private key in PEM: {fault.Message}");
        }
        throw new ReleaseException($"{file} holds a key of another curve than P-256");
    }

    public static byte[] Public(string file)
    {
        var text = File.ReadAllText(file).Trim();
        byte[] key;
        try
        {
            key = Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            key = [];
        }
        if (key.Length != P256.PublicKeyLength || key[0] != 4) throw new ReleaseException($"{file} is not a public key: 130 hexadecimal digits beginning with 04");
        return P256.IsPoint(key, 1) ? key : throw new ReleaseException($"{file} is not a public key: no point of P-256");
    }

    /// <summary>What a .pub file holds.</summary>
    public static string Text(byte[] publicKey) => Convert.ToHexStringLower(publicKey) + "\n";

    public static byte[] PublicOf(byte[] privateKey)
    {
        var key = new byte[P256.PublicKeyLength];
        return P256.PublicKey(privateKey, key) ? key : throw new ReleaseException("the private key is not a number of the curve");
    }
}
