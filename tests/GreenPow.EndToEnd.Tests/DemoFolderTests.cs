using GreenPow.Demo;

namespace GreenPow.EndToEnd.Tests;

/// <summary>Whose files a demo may touch, and what its flags mean.</summary>
public sealed class DemoFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-folder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_with_somebody_elses_files_is_refused_and_left_as_it_is()
    {
        var wallet = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName, "wallet.key");
        await File.WriteAllTextAsync(wallet, "precious", TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<DemoException>(() => DemoFolder.OpenAsync(Options(fresh: true)));
        Assert.Equal($"{folder} holds files that are no demo's; take an empty --folder.", refusal.Message);
        Assert.Equal([wallet], Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Fresh_empties_what_a_demo_has_made()
    {
        await using (await DemoFolder.OpenAsync(Options(fresh: false))) Directory.CreateDirectory(Path.Combine(folder, "keys"));
        await using var again = await DemoFolder.OpenAsync(Options(fresh: true));
        Assert.False(Directory.Exists(Path.Combine(folder, "keys")));
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<DemoException>(() => DemoFolder.OpenAsync(Options(fresh: false) with { Folder = file }));
        Assert.Equal($"--folder {file} is a file, not a folder.", refusal.Message);
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--folder", "--fresh")]
    public void A_folder_needs_a_path(params string[] words)
    {
        Assert.False(DemoOptions.TryParse(words, out _, out var error));
        Assert.Equal("--folder wants a path", error);
    }

    private DemoOptions Options(bool fresh) => new(Headless: true, fresh, AutoVote: false, UntilClaimed: false, Keep: false, DemoOptions.DefaultPort, folder);
}
