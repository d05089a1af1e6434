using System.Security.Cryptography;
using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>The firmware's managed signer with its 32-byte P-256 key in a file that only its owner may read.</summary>
public static class DeviceKeyFile
{
    /// <summary>Reads the key, or makes one at the first start.</summary>
    public static ManagedSigner OpenOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WritePrivate(path, key.ExportParameters(includePrivateParameters: true).D!);
        }
        return new ManagedSigner(File.ReadAllBytes(path));
    }

    private static void WritePrivate(string path, byte[] key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(key);
    }
}
