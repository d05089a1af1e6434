using GreenPow.Dao;

namespace GreenPow.Demo;

/// <summary>The demo's state on disk, held by one demo at a time.</summary>
public sealed class DemoFolder : IAsyncDisposable
{
    private static readonly string[] parts = ["chain", "devices", "gateway", "keys", "pages"];
    private readonly FileStream held;
    private readonly string chainFolder;

    private DemoFolder(FileStream held, string chainFolder) => (this.held, this.chainFolder) = (held, chainFolder);

    /// <summary>Opens the folder; with --fresh, empties it first (only what the demo itself puts there).</summary>
    public static async Task<DemoFolder> OpenAsync(DemoOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(options.Folder, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DemoException($"Another demo uses {Path.GetFullPath(options.Folder)}; stop it first, or take another --folder and --port.");
        }
        // Whoever holds the folder holds its chain: one that a killed demo left running would keep its port taken.
        var chainFolder = Path.Combine(options.Folder, "chain");
        await DevChain.StopLeftBehindAsync(chainFolder);
        if (options.Fresh)
        {
            foreach (var part in parts.Select(name => Path.Combine(options.Folder, name)).Where(Directory.Exists)) Directory.Delete(part, recursive: true);
            File.Delete(Path.Combine(options.Folder, "gateway.log"));
        }
        return new(held, chainFolder);
    }

    /// <summary>Lets go of the folder. A gateway that ended before it had adopted its chain has left it running: nothing of a demo outlives it.</summary>
    public async ValueTask DisposeAsync()
    {
        await DevChain.StopLeftBehindAsync(chainFolder);
        await held.DisposeAsync();
    }
}
