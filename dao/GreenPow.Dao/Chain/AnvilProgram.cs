using System.Runtime.InteropServices;

namespace GreenPow.Dao;

/// <summary>Where npm has put Foundry's anvil.</summary>
internal static class AnvilProgram
{
    public static string Find(string? given)
    {
        if (given is not null) return File.Exists(given) ? Path.GetFullPath(given) : throw new FileNotFoundException($"There is no anvil at {given}.", given);
        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var inside = Path.Combine("dao", "node_modules", "@foundry-rs", $"anvil-{system}-{machine}", "bin", "anvil");
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, inside);
                if (File.Exists(path)) return path;
            }
        }
        throw new FileNotFoundException($"anvil is missing: {inside} is in no folder above {AppContext.BaseDirectory}; run npm ci in dao/.", inside);
    }
}
