namespace GreenPow.VirtualHardware.Storage;

/// <summary>What keeps a volume's files while the board is off: memory for a test, a folder for the demo.</summary>
public interface IVolumeStore
{
    IReadOnlyList<string> Names { get; }

    /// <summary>Length in bytes, or -1 when there is no such file.</summary>
    long Length(string name);

    int Read(string name, long offset, Span<byte> into);

    /// <summary>Makes the file if needed; bytes beyond its end extend it.</summary>
    void Write(string name, long offset, ReadOnlySpan<byte> bytes);

    void Truncate(string name, long length);

    void Delete(string name);

    void Rename(string from, string to);
}
