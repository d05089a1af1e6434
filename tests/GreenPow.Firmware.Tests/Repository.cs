using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GreenPow.Firmware.Tests;

/// <summary>The files of the repository that must agree with the firmware and with each other.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Rows of the one table of a document whose first column has this heading: the cells, trimmed, without backticks.</summary>
    public static IReadOnlyList<string[]> Table(string path, string heading)
    {
        var lines = Read(path).Split('\n');
        var first = Array.FindIndex(lines, l => l.StartsWith($"| {heading} |", StringComparison.Ordinal));
        Assert.True(first >= 0, $"{path} has no table that begins with the column {heading}");
        return [.. lines.Skip(first + 2).TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Trim().Trim('|').Split('|').Select(c => c.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray())];
    }

    /// <summary>Id and version of every package that the firmware references.</summary>
    public static IReadOnlyDictionary<string, string> FirmwarePackages { get; } =
        XDocument.Parse(Read("firmware/GreenPow.Firmware/GreenPow.Firmware.csproj")).Descendants("PackageReference")
            .ToDictionary(e => e.Attribute("Include")!.Value, e => e.Attribute("Version")!.Value);

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(f => !Regex.IsMatch(f, "/(bin|obj)/"));
}
