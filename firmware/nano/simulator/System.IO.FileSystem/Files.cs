using System.Linq;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Storage;

namespace System.IO;

public enum FileMode
{
    CreateNew = 1,
    Create = 2,
    Open = 3,
    OpenOrCreate = 4,
    Truncate = 5,
    Append = 6,
}

public enum FileAccess
{
    Read = 1,
    Write = 2,
    ReadWrite = 3,
}

/// <summary>Where a path of the chip lies on its one volume.</summary>
internal static class Volume
{
    public const string Root = @"I:\";

    public static VirtualVolume Here => GreenPow.DeviceLibrary.Here.Board.Volume;

    public static string NameOf(string path) =>
        path.StartsWith(Root, StringComparison.OrdinalIgnoreCase) && path.Length > Root.Length
            ? path[Root.Length..].Replace('/', '\\')
            : throw new IOException($"'{path}' is not on the volume {Root}");
}

public static class File
{
    public static bool Exists(string path) => Volume.Here.Length(Volume.NameOf(path)) >= 0;

    public static void Delete(string path)
    {
        var name = Volume.NameOf(path);
        if (Volume.Here.Length(name) >= 0)
            Volume.Here.Delete(name);
        Here.Run.Require();
    }
}

public static class Directory
{
    /// <summary>Whole paths of the files right in this folder.</summary>
    public static string[] GetFiles(string path)
    {
        var folder = path.EndsWith('\\') ? path : path + "\\";
        return [.. Volume.Here.Names.Select(name => Volume.Root + name)
            .Where(file => file.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && !file[folder.Length..].Contains('\\'))];
    }
}

public sealed class DriveInfo
{
    public DriveInfo(string driveName)
    {
        if (!driveName.StartsWith("I:", StringComparison.OrdinalIgnoreCase))
            throw new IOException($"There is no drive '{driveName}', only {Volume.Root}");
        TotalSize = Volume.Here.CapacityBytes;
    }

    public long TotalSize { get; set; }
}
