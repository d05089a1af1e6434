using System.Numerics;
using System.Text.Json;

namespace GreenPow.Dao;

/// <summary>A block's place in the chain.</summary>
/// <param name="BaseFeePerGas">Wei; zero before EIP-1559.</param>
public sealed record Block(ulong Number, Hash32 Hash, Hash32 ParentHash, DateTimeOffset Time, BigInteger BaseFeePerGas)
{
    internal static Block Read(JsonElement json) => new(
        json.Ulong("number"),
        json.Hash("hash"),
        json.Hash("parentHash"),
        DateTimeOffset.FromUnixTimeSeconds(checked((long)json.Ulong("timestamp"))),
        json.TryGetProperty("baseFeePerGas", out var fee) ? Hex.Number(fee.GetString()!) : BigInteger.Zero);
}

/// <summary>One event that a contract wrote, still encoded.</summary>
public sealed record EventLog(
    Address Contract, IReadOnlyList<Hash32> Topics, ReadOnlyMemory<byte> Data, ulong BlockNumber, Hash32 BlockHash, Hash32 TransactionHash, ulong Index)
{
    internal static EventLog Read(JsonElement json) => new(
        Address.Parse(json.Text("address")),
        [.. json.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
        Hex.Bytes(json.Text("data")),
        json.Ulong("blockNumber"),
        json.Hash("blockHash"),
        json.Hash("transactionHash"),
        json.Ulong("logIndex"));
}

/// <summary>What became of a mined transaction.</summary>
/// <param name="Succeeded">False: it was mined, paid for, and reverted.</param>
/// <param name="ContractAddress">Only of a creation.</param>
public sealed record Receipt(
    Hash32 TransactionHash, ulong BlockNumber, Hash32 BlockHash, bool Succeeded, ulong GasUsed, Address? ContractAddress, IReadOnlyList<EventLog> Logs)
{
    internal static Receipt Read(JsonElement json) => new(
        json.Hash("transactionHash"),
        json.Ulong("blockNumber"),
        json.Hash("blockHash"),
        json.Ulong("status") == 1,
        json.Ulong("gasUsed"),
        json.TryGetProperty("contractAddress", out var created) && created.ValueKind == JsonValueKind.String ? Address.Parse(created.GetString()!) : null,
        [.. json.GetProperty("logs").EnumerateArray().Select(EventLog.Read)]);
}

internal static class ChainJson
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    public static ulong Ulong(this JsonElement json, string name) => (ulong)Hex.Number(json.Text(name));

    public static Hash32 Hash(this JsonElement json, string name) => Hash32.Parse(json.Text(name));
}
