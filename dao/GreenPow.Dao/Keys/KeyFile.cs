using System.Security.Cryptography;
using System.Text;

namespace GreenPow.Dao;

/// <summary>A key on disk: 64 hexadecimal digits and a line end, readable by its owner only (mode 600).</summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Loads the key, or makes and saves one where there is no file.</summary>
    public static EthereumKey LoadOrCreate(string path)
    {
        if (File.Exists(path)) return Load(path);
        var key = EthereumKey.Create();
        Save(key, path);
        return key;
    }

    /// <exception cref="InvalidDataException">The file is readable by others or holds no key.</exception>
    public static EthereumKey Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new InvalidDataException($"Others may read or change the key file {path}; run: chmod 600 {path}");
        var text = File.ReadAllText(path).Trim();
        // The message must not repeat the text: it may be most of a secret.
        if (text.Length != 64 || !Hex.IsDigits(text)) throw new InvalidDataException($"The key file {path} does not hold 64 hexadecimal digits.");
        var secret = Convert.FromHexString(text);
        try
        {
            return EthereumKey.FromBytes(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Saves all of the key or nothing; refuses to replace a file.</summary>
    public static void Save(EthereumKey key, string path)
    {
        ArgumentNullException.ThrowIfNull(key);
        var secret = key.ExportSecret();
        try
        {
            AtomicFile.Create(path, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret) + "\n"), OwnerOnly);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
