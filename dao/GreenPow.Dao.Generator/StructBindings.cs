namespace GreenPow.Dao.Generator;

/// <summary>One record per Solidity struct, shared by the contracts that use it.</summary>
internal static class StructBindings
{
    public static string Write(IEnumerable<Artifact> artifacts)
    {
        var structs = new SortedDictionary<string, AbiMember>(StringComparer.Ordinal);
        foreach (var entry in artifacts.SelectMany(artifact => artifact.Entries)) Collect(entry.Inputs.Concat(entry.Outputs), structs);
        var code = new CodeWriter("dao/artifacts", usings: ["System.Numerics"]);
        var first = true;
        foreach (var (name, member) in structs)
        {
            if (!first) code.Line("");
            first = false;
            Write(code, name, member);
        }
        return code.ToString();
    }

    private static void Collect(IEnumerable<AbiMember> members, SortedDictionary<string, AbiMember> structs)
    {
        foreach (var member in members.Where(member => member.IsTuple))
        {
            Collect(member.Components, structs);
            var name = CSharpTypes.StructName(member);
            if (structs.TryGetValue(name, out var other) && AbiMember.List(other.Components) != AbiMember.List(member.Components))
                throw new InvalidDataException($"Two different structs are named {name}.");
            structs[name] = member;
        }
    }

    private static void Write(CodeWriter code, string name, AbiMember member)
    {
        var fields = member.Components;
        var parameters = fields.Select((field, i) => $"{CSharpTypes.Of(field)} {FieldName(field, i)}");
        code.Line($"public sealed record {name}({string.Join(", ", parameters)})");
        using (code.Block())
        {
            var toValues = fields.Select((field, i) => CSharpTypes.ToCodec(field, FieldName(field, i)));
            code.Line($"internal object[] ToValues() => [{string.Join(", ", toValues)}];");
            code.Line("");
            var fromValues = fields.Select((field, i) => CSharpTypes.FromCodec(field, $"values[{i}]"));
            code.Line($"internal static {name} FromValues(object[] values) => new({string.Join(", ", fromValues)});");
        }
    }

    private static string FieldName(AbiMember field, int i) => field.Name.Length == 0 ? $"Value{i}" : CSharpNames.Pascal(field.Name);
}
