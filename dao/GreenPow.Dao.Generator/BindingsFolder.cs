namespace GreenPow.Dao.Generator;

/// <summary>The generated files on disk: *.g.cs and nothing else.</summary>
public static class BindingsFolder
{
    public static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(folder);
        foreach (var stale in Existing(folder).Where(name => !files.ContainsKey(name))) File.Delete(Path.Combine(folder, stale));
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
    }

    /// <summary>One sentence per file that is missing, different, or not wanted; empty if all is well.</summary>
    public static IReadOnlyList<string> Differences(string folder, IReadOnlyDictionary<string, string> files)
    {
        var existing = Directory.Exists(folder) ? Existing(folder).ToHashSet() : [];
        return
        [
            .. files.Keys.Where(name => !existing.Contains(name)).Select(name => $"{name} is missing."),
            .. files.Where(file => existing.Contains(file.Key) && File.ReadAllText(Path.Combine(folder, file.Key)) != file.Value)
                .Select(file => $"{file.Key} does not match its artefact; run the generator."),
            .. existing.Where(name => !files.ContainsKey(name)).Select(name => $"{name} has no artefact."),
        ];
    }

    private static IEnumerable<string> Existing(string folder) => Directory.EnumerateFiles(folder, "*.g.cs").Select(path => Path.GetFileName(path));
}
