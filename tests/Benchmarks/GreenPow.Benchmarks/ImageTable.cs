using System.Globalization;
using GreenPow.Tests;

namespace GreenPow.Benchmarks;

/// <summary>What goes onto the flash: the image of the last build with the real packages where there is one, and always our own code.</summary>
internal static class ImageTable
{
    private const long Target = 1_800 * 1024;

    /// <returns>False when the image is larger than it may be.</returns>
    public static bool Print()
    {
        var own = ChipCompiler.FirmwareFiles.Sum(file => new FileInfo(file).Length);
        Console.WriteLine("| on the flash | bytes | target |\n|---|---|---|");
        Row("our three assemblies as compiled, before they are packed for the chip", own, "");
        if (Image() is not { } image)
            return true;
        var isMet = image.Length < Target;
        Row($"deployment image {image.Name} of the last build", image.Length, $"under {Target.ToString("N0", CultureInfo.InvariantCulture)}, {(isMet ? "met" : "MISSED")}");
        return isMet;
    }

    private static FileInfo? Image()
    {
        // From firmware/nano/check/bin/CONFIGURATION/FRAMEWORK.
        var folder = Path.GetFullPath(Path.Combine(ChipCompiler.NanoCheckFolder, "../../../../../GreenPow.Firmware/bin"));
        return Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("GreenPow.Firmware.bin", SearchOption.AllDirectories).MaxBy(file => file.LastWriteTimeUtc)
            : null;
    }

    private static void Row(string what, long bytes, string target) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {bytes:N0} | {target} |"));
}
