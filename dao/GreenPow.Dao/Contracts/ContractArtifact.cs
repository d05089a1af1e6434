using System.Collections.Concurrent;
using System.Text.Json;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao.Contracts;

/// <summary>The compiled contracts, embedded in this assembly from dao/artifacts.</summary>
internal static class ContractArtifact
{
    private static readonly ConcurrentDictionary<string, byte[]> Bytecodes = new();

    /// <summary>Bytecode followed by the constructor's arguments.</summary>
    public static byte[] InitCode(string contract, AbiSignature constructor, IReadOnlyList<object> arguments) =>
        [.. Bytecodes.GetOrAdd(contract, Load), .. AbiEncoder.Encode(constructor.Inputs, arguments)];

    private static byte[] Load(string contract)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"artifacts/{contract}.json")
            ?? throw new InvalidOperationException($"The artefact of {contract} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return Hex.Bytes(document.RootElement.GetProperty("bytecode").GetString()!);
    }
}
