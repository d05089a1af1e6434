namespace GreenPow.Storage;

/// <summary>
/// What the gateway knows, as queries. Facts that exist nowhere else (devices, logins, jobs, epochs, rejects) are in gateway.db;
/// everything that the frame log tells is in series.db, which may be deleted: the next start builds it again.
/// </summary>
public sealed partial class Catalogue : IDisposable
{
    // A feature adds its tables here, and its queries in a partial file beside this one.
    private const string FactsSchema = DevicesSchema + RejectsSchema + EpochsSchema + LoginsSchema + JobsSchema + ApplicantsSchema + CommandsSchema;

    private readonly SqliteFile facts;
    private readonly SeriesStore series;
    private readonly FrameLog frames;

    /// <param name="folder">Holds gateway.db and series.db.</param>
    /// <param name="frames">The log that the series are derived from.</param>
    public Catalogue(string folder, FrameLog frames)
    {
        Directory.CreateDirectory(folder);
        this.frames = frames;
        facts = new(Path.Combine(folder, "gateway.db"), Durability.Full, FactsSchema);
        series = new(Path.Combine(folder, "series.db"));
        LoadDevices();
    }

    /// <summary>The derived tables; only the ingest writes them.</summary>
    public SeriesStore Derived => series;

    public void Dispose()
    {
        facts.Dispose();
        series.Dispose();
    }
}
