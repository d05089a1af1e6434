namespace GreenPow.Gateway.Devices;

/// <summary>Files with a secret: mode 600, or the gateway does not start.</summary>
internal static class PrivateFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="InvalidDataException">Others may read or change the file.</exception>
    public static void Check(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new InvalidDataException($"Others may read or change the key file {path}; run: chmod 600 {path}");
    }
}
