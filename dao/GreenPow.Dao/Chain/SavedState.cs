using System.Text.Json;

namespace GreenPow.Dao;

/// <summary>
/// anvil writes its state file in place, so a crash in the middle of a save leaves half a file that it cannot start from.
/// A copy of the last whole one is kept beside it.
/// </summary>
internal static class SavedState
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static string CopyOf(string path) => path + ".whole";

    /// <summary>Puts the copy in place of a half-written file; without a copy the chain begins anew.</summary>
    public static void Repair(string path)
    {
        if (!File.Exists(path) || IsWhole(File.ReadAllBytes(path))) return;
        File.Move(path, path + ".broken", overwrite: true);
        if (File.Exists(CopyOf(path))) File.Copy(CopyOf(path), path);
    }

    /// <summary>Until cancelled.</summary>
    public static async Task BackUpAsync(string path, CancellationToken cancellation)
    {
        var copied = DateTime.MinValue;
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var written = File.GetLastWriteTimeUtc(path);
                if (written == copied || !File.Exists(path)) continue;
                if (await ReadAsync(path, cancellation) is not { } content || !IsWhole(content)) continue;
                AtomicFile.Replace(CopyOf(path), content);
                copied = written;
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }

    // anvil empties the file before it writes it: it may end while it is read.
    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (IOException)
        {
            return null; // the next look is at a file that stands still
        }
    }

    private static bool IsWhole(byte[] content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read()) { }
            return content.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
