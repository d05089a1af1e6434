using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>The device's flash as a folder: what an operation wrote is with the operating system when it returns, so killing this process is the power cut.</summary>
public sealed class FolderFlash : IFlash, IDisposable
{
    private readonly string folder;
    private FileStream? appending;
    private string? appendingName;

    public FolderFlash(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    public string[] List(string prefix) =>
        [.. Directory.EnumerateFiles(folder, prefix + "*").Select(path => Path.GetFileName(path)!)];

    public int Length(string name)
    {
        var file = new FileInfo(PathOf(name));
        return file.Exists ? checked((int)file.Length) : -1;
    }

    public int Read(string name, int offset, byte[] into, int at, int count)
    {
        if (!File.Exists(PathOf(name)))
            return 0;
        using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        file.Position = offset;
        return file.ReadAtLeast(into.AsSpan(at, count), count, throwOnEndOfStream: false);
    }

    public bool Append(string name, byte[] from, int at, int count)
    {
        if (appendingName != name)
        {
            CloseAppending();
            // Unbuffered: one write is one call to the operating system.
            appending = new FileStream(PathOf(name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            appendingName = name;
        }
        appending!.Write(from, at, count);
        return true;
    }

    public bool Replace(string name, byte[] from, int at, int count)
    {
        CloseAppending();
        using var file = new FileStream(PathOf(name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(from, at, count);
        return true;
    }

    public void Delete(string name)
    {
        CloseAppending();
        File.Delete(PathOf(name));
    }

    public void Dispose() => CloseAppending();

    private string PathOf(string name) => Path.Combine(folder, name);

    private void CloseAppending()
    {
        appending?.Dispose();
        (appending, appendingName) = (null, null);
    }
}
