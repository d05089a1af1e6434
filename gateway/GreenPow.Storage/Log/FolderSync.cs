using System.Runtime.InteropServices;

namespace GreenPow.Storage;

/// <summary>A new file is found again after a power cut only when its folder was flushed too; .NET has no call for that.</summary>
internal static partial class FolderSync
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // NTFS journals the entry by itself
        var descriptor = OpenFile(folder, 0);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened to flush it (errno {Marshal.GetLastPInvokeError()}).");
        var failed = Synchronise(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed) throw new IOException($"{folder} cannot be flushed (errno {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
