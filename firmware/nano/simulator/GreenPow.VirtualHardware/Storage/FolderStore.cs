namespace GreenPow.VirtualHardware.Storage;

/// <summary>Files in a folder: what an operation wrote is with the operating system when it returns, so killing the process is a power cut too.</summary>
public sealed class FolderStore : IVolumeStore, IDisposable
{
    private readonly string folder;
    private FileStream? writing;
    private string? writingName;

    public FolderStore(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    public IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('/', '\\'))];

    public long Length(string name)
    {
        var file = new FileInfo(PathOf(name));
        return file.Exists ? file.Length : -1;
    }

    public int Read(string name, long offset, Span<byte> into)
    {
        if (!File.Exists(PathOf(name)))
            return 0;
        using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        file.Position = offset;
        return file.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
    }

    public void Write(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        var file = Open(name);
        file.Position = offset;
        file.Write(bytes);
    }

    public void Truncate(string name, long length) => Open(name).SetLength(length);

    public void Delete(string name)
    {
        Dispose();
        File.Delete(PathOf(name));
    }

    public void Rename(string from, string to)
    {
        Dispose();
        File.Move(PathOf(from), PathOf(to), overwrite: true);
    }

    /// <summary>Lets go of the file that is held open between two writes.</summary>
    public void Dispose()
    {
        writing?.Dispose();
        (writing, writingName) = (null, null);
    }

    // Unbuffered: one write is one call to the operating system.
    private FileStream Open(string name)
    {
        if (writing is not null && writingName == name)
            return writing;
        Dispose();
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        (writing, writingName) = (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), name);
        return writing;
    }

    private string PathOf(string name) => Path.Combine(folder, name.Replace('\\', '/'));
}
