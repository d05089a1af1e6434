using System.Text.Json.Nodes;

namespace GreenPow.Dao;

/// <summary>The block that a read looks at. The default is the newest.</summary>
public readonly record struct BlockReference
{
    private readonly string? _tag;
    private readonly Hash32? _hash;

    private BlockReference(string? tag, Hash32? hash) => (_tag, _hash) = (tag, hash);

    public static BlockReference Newest => default;

    /// <summary>The block that would be made now: its timestamp is the present, also on a chain that makes blocks only for transactions.</summary>
    public static BlockReference Pending => new("pending", null);

    public static BlockReference Number(ulong number) => new(Hex.Quantity(number), null);

    /// <summary>Exactly this block (EIP-1898): a read fails where a reorganisation has removed it, instead of answering from another history.</summary>
    public static BlockReference Hash(Hash32 hash) => new(null, hash);

    internal JsonNode ToJson() => _hash is { } hash
        ? new JsonObject { ["blockHash"] = hash.ToString(), ["requireCanonical"] = true }
        : JsonValue.Create(_tag ?? "latest");

    public override string ToString() => _hash?.ToString() ?? _tag ?? "latest";
}
