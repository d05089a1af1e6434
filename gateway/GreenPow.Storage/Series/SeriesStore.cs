namespace GreenPow.Storage;

/// <summary>series.db: everything that the frame log tells, ready to be asked.</summary>
public sealed class SeriesStore(string path) : IDisposable
{
    private readonly SqliteFile file = new(path, Durability.Derived, "");
    public void Dispose() => file.Dispose();
}
