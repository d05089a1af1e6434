using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GreenPow.Dao;

/// <summary>The part of Ethereum's JSON-RPC that GreenPow uses, typed. A missing thing is null, a refusal a <see cref="JsonRpcException"/>.</summary>
public sealed class EthereumNode(JsonRpc rpc)
{
    public JsonRpc Rpc { get; } = rpc;

    public async Task<ulong> ChainIdAsync(CancellationToken cancellation = default) =>
        (ulong)await NumberAsync("eth_chainId", [], cancellation);

    public async Task<Block> NewestBlockAsync(CancellationToken cancellation = default) =>
        await BlockAsync("eth_getBlockByNumber", "latest", cancellation)
        ?? throw new NodeUnreachableException(Rpc.Endpoint, "it has no newest block.");

    public Task<Block?> BlockAsync(ulong number, CancellationToken cancellation = default) =>
        BlockAsync("eth_getBlockByNumber", Hex.Quantity(number), cancellation);

    public Task<Block?> BlockAsync(Hash32 hash, CancellationToken cancellation = default) =>
        BlockAsync("eth_getBlockByHash", hash.ToString(), cancellation);

    public Task<BigInteger> BalanceAsync(Address account, BlockReference at = default, CancellationToken cancellation = default) =>
        NumberAsync("eth_getBalance", [account.ToString(), at.ToJson()], cancellation);

    public async Task<ulong> NonceAsync(Address account, BlockReference at = default, CancellationToken cancellation = default) =>
        (ulong)await NumberAsync("eth_getTransactionCount", [account.ToString(), at.ToJson()], cancellation);

    /// <summary>Code of a contract; empty for other accounts.</summary>
    public async Task<byte[]> CodeAsync(Address contract, BlockReference at = default, CancellationToken cancellation = default) =>
        Hex.Bytes(await TextAsync("eth_getCode", [contract.ToString(), at.ToJson()], cancellation));

    /// <summary>Runs a call without a transaction and returns its raw result.</summary>
    public async Task<byte[]> CallAsync(
        Address to, ReadOnlyMemory<byte> data, BlockReference at = default, Address from = default, CancellationToken cancellation = default) =>
        Hex.Bytes(await TextAsync("eth_call", [CallObject(from, to, data, BigInteger.Zero), at.ToJson()], cancellation));

    internal async Task<byte[]> CallAsync(JsonObject call, BlockReference at, CancellationToken cancellation) =>
        Hex.Bytes(await TextAsync("eth_call", [call, at.ToJson()], cancellation));

    /// <summary>Gas that the transaction would use in a block made now.</summary>
    public async Task<ulong> EstimateGasAsync(
        Address from, Address? to, ReadOnlyMemory<byte> data, BigInteger value = default, CancellationToken cancellation = default) =>
        (ulong)await NumberAsync("eth_estimateGas", [CallObject(from, to, data, value), BlockReference.Pending.ToJson()], cancellation);

    public Task<BigInteger> PriorityFeePerGasAsync(CancellationToken cancellation = default) =>
        NumberAsync("eth_maxPriorityFeePerGas", [], cancellation);

    public async Task SendAsync(SignedTransaction transaction, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await TextAsync("eth_sendRawTransaction", [Hex.Of(transaction.Raw.Span)], cancellation);
    }

    /// <summary>Null while the transaction is in no block.</summary>
    public async Task<Receipt?> ReceiptAsync(Hash32 transaction, CancellationToken cancellation = default)
    {
        var json = await Rpc.RequestAsync("eth_getTransactionReceipt", [transaction.ToString()], cancellation);
        return json.ValueKind == JsonValueKind.Null ? null : Receipt.Read(json);
    }

    /// <summary>Whether the node has the transaction, in a block or waiting.</summary>
    public async Task<bool> KnowsAsync(Hash32 transaction, CancellationToken cancellation = default)
    {
        var json = await Rpc.RequestAsync("eth_getTransactionByHash", [transaction.ToString()], cancellation);
        return json.ValueKind != JsonValueKind.Null;
    }

    /// <summary>Events of one contract with this first topic, both blocks included, in the order of the chain.</summary>
    public Task<IReadOnlyList<EventLog>> LogsAsync(
        Address contract, Hash32 topic, ulong fromBlock, ulong toBlock, CancellationToken cancellation = default) =>
        LogsAsync(contract, [topic], fromBlock, toBlock, cancellation);

    /// <summary>Events of one contract with any of these first topics, both blocks included, in the order of the chain.</summary>
    public async Task<IReadOnlyList<EventLog>> LogsAsync(
        Address contract, IReadOnlyList<Hash32> topics, ulong fromBlock, ulong toBlock, CancellationToken cancellation = default)
    {
        var filter = new JsonObject
        {
            ["address"] = contract.ToString(),
            ["topics"] = new JsonArray(new JsonArray([.. topics.Select(topic => JsonValue.Create(topic.ToString()))])),
            ["fromBlock"] = Hex.Quantity(fromBlock),
            ["toBlock"] = Hex.Quantity(toBlock),
        };
        var json = await Rpc.RequestAsync("eth_getLogs", [filter], cancellation);
        return [.. json.EnumerateArray().Select(EventLog.Read)];
    }

    internal static JsonObject CallObject(Address from, Address? to, ReadOnlyMemory<byte> data, BigInteger value, ulong? gas = null)
    {
        var call = new JsonObject { ["data"] = Hex.Of(data.Span) };
        if (!from.IsZero) call["from"] = from.ToString();
        if (to is { } target) call["to"] = target.ToString();
        if (!value.IsZero) call["value"] = Hex.Quantity(value);
        if (gas is { } limit) call["gas"] = Hex.Quantity(limit);
        return call;
    }

    private async Task<Block?> BlockAsync(string method, string which, CancellationToken cancellation)
    {
        var json = await Rpc.RequestAsync(method, [which, false], cancellation);
        return json.ValueKind == JsonValueKind.Null ? null : Block.Read(json);
    }

    private async Task<BigInteger> NumberAsync(string method, JsonArray parameters, CancellationToken cancellation) =>
        Hex.Number(await TextAsync(method, parameters, cancellation));

    private async Task<string> TextAsync(string method, JsonArray parameters, CancellationToken cancellation)
    {
        var json = await Rpc.RequestAsync(method, parameters, cancellation);
        return json.ValueKind == JsonValueKind.String
            ? json.GetString()!
            : throw new NodeUnreachableException(Rpc.Endpoint, $"{method} answered {json.ValueKind}, not text.");
    }
}
