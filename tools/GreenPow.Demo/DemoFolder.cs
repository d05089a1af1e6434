using GreenPow.Dao;

namespace GreenPow.Demo;

/// <summary>The demo's state on disk, held by one demo at a time.</summary>
public sealed class DemoFolder : IAsyncDisposable
{
    private const string LockName = "demo.lock";
    private static readonly string[] parts = ["chain", "devices", "gateway", "keys", "pages"];
    private readonly FileStream held;
    private readonly string chainFolder;

    private DemoFolder(FileStream held, string chainFolder) => (this.held, this.chainFolder) = (held, chainFolder);

    /// <summary>Opens the folder; with --fresh, empties it first (only what the demo itself puts there).</summary>
    /// <exception cref="DemoException">Another demo has it, or it is somebody else's: nothing in it is touched.</exception>
    public static async Task<DemoFolder> OpenAsync(DemoOptions options)
    {
        if (File.Exists(options.Folder)) throw new DemoException($"--folder {options.Folder} is a file, not a folder.");
        if (Directory.Exists(options.Folder) && !File.Exists(Path.Combine(options.Folder, LockName)) && Directory.EnumerateFileSystemEntries(options.Folder).Any())
            throw new DemoException($"{Path.GetFullPath(options.Folder)} holds files that are no demo's; take an empty --folder.");
        Directory.CreateDirectory(options.Folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(options.Folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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
