using GreenPow.Dao.Generator;

namespace GreenPow.Dao.Tests;

public sealed class BindingsTests
{
    private static string Artifacts => Path.Combine(TestFolder.Repository, "dao", "artifacts");

    [Fact]
    public void The_bindings_in_the_repository_match_the_artefacts() =>
        Assert.Empty(BindingsFolder.Differences(Path.Combine(TestFolder.Repository, "dao", "GreenPow.Dao", "Contracts"), Bindings.Of(Artifacts)));

    [Fact]
    public void A_changed_missing_or_leftover_file_is_found()
    {
        using var folder = new TestFolder();
        var bindings = Bindings.Of(Artifacts);
        BindingsFolder.Write(folder.Path, bindings);
        Assert.Empty(BindingsFolder.Differences(folder.Path, bindings));

        File.AppendAllText(folder.File("DaoSeat.g.cs"), "\n");
        File.Delete(folder.File("EnergyDao.g.cs"));
        File.WriteAllText(folder.File("Gone.g.cs"), "");
        Assert.Equal(
            ["EnergyDao.g.cs is missing.", "DaoSeat.g.cs does not match its artefact; run the generator.", "Gone.g.cs has no artefact."],
            BindingsFolder.Differences(folder.Path, bindings));
    }
}
