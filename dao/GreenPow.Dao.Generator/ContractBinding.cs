namespace GreenPow.Dao.Generator;

/// <summary>The typed class of one contract: functions as calls, events as records, errors for messages, the init code.</summary>
internal static class ContractBinding
{
    public static string Write(Artifact artifact)
    {
        var code = new CodeWriter($"dao/artifacts/{artifact.Name}.json", usings: ["System.Numerics", "GreenPow.Dao.Abi"]);
        code.Line($"/// <summary>The contract {artifact.Name} at one address. A function returns a call, to be read, sent or proposed.</summary>");
        code.Line($"public sealed class {artifact.Name}(Address address)");
        using (code.Block())
        {
            WriteAbi(code, artifact);
            WriteCreation(code, artifact);
            var functions = artifact.Of("function").ToArray();
            for (var i = 0; i < functions.Length; i++) WriteFunction(code, functions, i);
            foreach (var entry in artifact.Of("event")) WriteEvent(code, entry);
        }
        return code.ToString();
    }

    private static void WriteAbi(CodeWriter code, Artifact artifact)
    {
        code.Line($"public static ContractAbi Abi {{ get; }} = new(\"{artifact.Name}\",");
        code.Line("[");
        foreach (var error in artifact.Of("error")) code.Line($"    \"{error.Signature()}\",");
        code.Line("]);");
        code.Line("");
        code.Line("public Address Address { get; } = address;");
    }

    private static void WriteCreation(CodeWriter code, Artifact artifact)
    {
        var constructor = artifact.Of("constructor").SingleOrDefault() ?? new AbiEntry("constructor", "", [], []);
        code.Line("");
        code.Line($"private static readonly AbiSignature ConstructorSignature = AbiSignature.Parse(\"{constructor.Signature()}\");");
        code.Line("");
        code.Line("/// <summary>The transaction that deploys the contract.</summary>");
        code.Line($"public static TransactionIntent Deployment({Parameters(constructor)}) =>");
        code.Line($"    TransactionIntent.Create(Abi, ContractArtifact.InitCode(\"{artifact.Name}\", ConstructorSignature, [{Arguments(constructor)}]));");
    }

    private static void WriteFunction(CodeWriter code, AbiEntry[] functions, int index)
    {
        var function = functions[index];
        var name = CSharpNames.Pascal(function.Name);
        var overload = functions.Take(index).Count(other => other.Name == function.Name);
        var field = name + (overload == 0 ? "" : (overload + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) + "Signature";
        code.Line("");
        code.Line($"private static readonly AbiSignature {field} = AbiSignature.Parse(\"{function.Signature()}\");");
        code.Line("");
        code.Line($"/// <summary><c>{function.Signature()}</c></summary>");
        var data = $"AbiEncoder.EncodeCall({field}, [{Arguments(function)}])";
        if (function.Outputs.Count == 0)
        {
            code.Line($"public ContractCall {name}({Parameters(function)}) =>");
            code.Line($"    new(Address, {field}, {data}, Abi);");
            return;
        }
        code.Line($"public ContractCall<{ResultType(function)}> {name}({Parameters(function)}) =>");
        code.Line($"    new(Address, {field}, {data}, Abi, values => {Result(function)});");
    }

    private static void WriteEvent(CodeWriter code, AbiEntry entry)
    {
        var name = CSharpNames.Pascal(entry.Name) + "Event";
        var fields = entry.Inputs.Select((input, i) => $"{EventType(input)} {EventField(input, i)}");
        code.Line("");
        code.Line($"/// <summary><c>{entry.Signature()}</c></summary>");
        code.Line($"public sealed record {name}({string.Join(", ", fields)})");
        using (code.Block())
        {
            code.Line($"private static readonly AbiSignature Signature = AbiSignature.Parse(\"{entry.Signature()}\");");
            code.Line("");
            code.Line("public static Hash32 Topic { get; } = Signature.Topic;");
            code.Line("");
            code.Line("/// <summary>Null if the log is another event.</summary>");
            code.Line($"public static {name}? Read(EventLog log) => EventDecoder.Decode(Signature, log) is {{ }} values");
            var values = entry.Inputs.Select((input, i) => HashedWhenIndexed(input) ? $"(Hash32)values[{i}]" : CSharpTypes.FromCodec(input, $"values[{i}]"));
            code.Line($"    ? new({string.Join(", ", values)})");
            code.Line("    : null;");
        }
    }

    // A topic holds only the hash of what does not fit into a word.
    private static bool HashedWhenIndexed(AbiMember input) =>
        input.Indexed && (input.IsTuple || input.ArraySuffix.Length > 0 || input.Type is "string" or "bytes");

    private static string EventType(AbiMember input) => HashedWhenIndexed(input) ? "Hash32" : CSharpTypes.Of(input);

    private static string EventField(AbiMember input, int i) => input.Name.Length == 0 ? $"Value{i}" : CSharpNames.Pascal(input.Name);

    private static string Parameters(AbiEntry entry) =>
        string.Join(", ", entry.Inputs.Select((input, i) => $"{CSharpTypes.Of(input)} {CSharpNames.Parameter(input.Name, i)}"));

    private static string Arguments(AbiEntry entry) =>
        string.Join(", ", entry.Inputs.Select((input, i) => CSharpTypes.ToCodec(input, CSharpNames.Parameter(input.Name, i))));

    private static string ResultType(AbiEntry function)
    {
        if (function.Outputs.Count == 1) return CSharpTypes.Of(function.Outputs[0]);
        var parts = function.Outputs.Select((output, i) => $"{CSharpTypes.Of(output)} {(output.Name.Length == 0 ? $"Value{i}" : CSharpNames.Pascal(output.Name))}");
        return $"({string.Join(", ", parts)})";
    }

    private static string Result(AbiEntry function)
    {
        var parts = function.Outputs.Select((output, i) => CSharpTypes.FromCodec(output, $"values[{i}]")).ToArray();
        return parts.Length == 1 ? parts[0] : $"({string.Join(", ", parts)})";
    }
}
