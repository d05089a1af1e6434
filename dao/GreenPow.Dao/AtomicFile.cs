namespace GreenPow.Dao;

/// <summary>Files that are there whole or not at all, also after a power cut.</summary>
public static class AtomicFile
{
    private const UnixFileMode Default = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a new file of this mode.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => Write(path, content, mode, overwrite: false);

    /// <summary>Writes a file that everybody may read, over an older one if there is one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, Default, overwrite: true);

    private static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool overwrite)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
