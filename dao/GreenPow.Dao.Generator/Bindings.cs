namespace GreenPow.Dao.Generator;

/// <summary>All generated files of a folder of artefacts, by file name.</summary>
public static class Bindings
{
    public static IReadOnlyDictionary<string, string> Of(string artifactsFolder)
    {
        var artifacts = Directory.EnumerateFiles(artifactsFolder, "*.json").Order(StringComparer.Ordinal).Select(Artifact.Load).ToArray();
        if (artifacts.Length == 0) throw new InvalidDataException($"There are no artefacts in {artifactsFolder}.");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Structs.g.cs"] = StructBindings.Write(artifacts),
            ["ContractAbis.g.cs"] = ContractAbisFile(artifacts),
        };
        foreach (var artifact in artifacts) files[artifact.Name + ".g.cs"] = ContractBinding.Write(artifact);
        return files;
    }

    private static string ContractAbisFile(IEnumerable<Artifact> artifacts)
    {
        var code = new CodeWriter("dao/artifacts", usings: ["GreenPow.Dao.Abi"]);
        code.Line("/// <summary>Every contract of the DAO, to explain a revert that comes from deeper than the contract that was called.</summary>");
        code.Line("internal static class ContractAbis");
        using (code.Block())
            code.Line($"public static IReadOnlyList<ContractAbi> All {{ get; }} = [{string.Join(", ", artifacts.Select(artifact => artifact.Name + ".Abi"))}];");
        return code.ToString();
    }
}
