namespace GreenPow.Dao.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("greenpow-dao-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The repository, found from the test's own place.</summary>
    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "GreenPow.sln"))) return folder.FullName;
            throw new DirectoryNotFoundException("The repository is not above the tests.");
        }
    }
}
