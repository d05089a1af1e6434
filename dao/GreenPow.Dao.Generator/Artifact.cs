using System.Text.Json;

namespace GreenPow.Dao.Generator;

/// <summary>One file of dao/artifacts: a compiled contract.</summary>
public sealed record Artifact(string Name, IReadOnlyList<AbiEntry> Entries)
{
    public static Artifact Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        return new(root.GetProperty("contractName").GetString()!, [.. root.GetProperty("abi").EnumerateArray().Select(AbiEntry.Read)]);
    }

    public IEnumerable<AbiEntry> Of(string kind) => Entries.Where(entry => entry.Kind == kind);
}

/// <param name="Kind">function, event, error, constructor, receive or fallback.</param>
public sealed record AbiEntry(string Kind, string Name, IReadOnlyList<AbiMember> Inputs, IReadOnlyList<AbiMember> Outputs)
{
    /// <summary>The one-line form that <c>AbiSignature.Parse</c> reads.</summary>
    public string Signature()
    {
        var text = $"{Kind}{(Name.Length == 0 ? "" : " " + Name)}({AbiMember.List(Inputs)})";
        return Outputs.Count == 0 ? text : $"{text} returns ({AbiMember.List(Outputs)})";
    }

    internal static AbiEntry Read(JsonElement json) => new(
        json.GetProperty("type").GetString()!,
        json.TryGetProperty("name", out var name) ? name.GetString()! : "",
        AbiMember.ReadAll(json, "inputs"),
        AbiMember.ReadAll(json, "outputs"));
}

/// <summary>A parameter or a struct's field.</summary>
/// <param name="Type">As in the artefact: "uint256", "tuple[]".</param>
/// <param name="SourceType">What the Solidity source says: "struct IMintBatches.Leaf[]".</param>
public sealed record AbiMember(string Name, string Type, string SourceType, bool Indexed, IReadOnlyList<AbiMember> Components)
{
    private const string Tuple = "tuple";

    public bool IsTuple => Type.StartsWith(Tuple, StringComparison.Ordinal);

    /// <summary>"[]", "[3][]" or nothing.</summary>
    public string ArraySuffix => Type.Contains('[', StringComparison.Ordinal) ? Type[Type.IndexOf('[', StringComparison.Ordinal)..] : "";

    public string ElementType => Type[..^ArraySuffix.Length];

    public static string List(IEnumerable<AbiMember> members) => string.Join(", ", members.Select(member => member.Signature()));

    internal static IReadOnlyList<AbiMember> ReadAll(JsonElement json, string property) =>
        json.TryGetProperty(property, out var members) ? [.. members.EnumerateArray().Select(Read)] : [];

    private string Signature()
    {
        var type = IsTuple ? $"({List(Components)}){ArraySuffix}" : Type;
        return type + (Indexed ? " indexed" : "") + (Name.Length == 0 ? "" : " " + Name);
    }

    private static AbiMember Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("type").GetString()!,
        json.TryGetProperty("internalType", out var source) ? source.GetString()! : "",
        json.TryGetProperty("indexed", out var indexed) && indexed.GetBoolean(),
        ReadAll(json, "components"));
}
