using System.Collections.Immutable;

namespace GreenPow.Gateway.Minting;

/// <summary>A tree as `StandardMerkleTree.load` of @openzeppelin/merkle-tree reads it.</summary>
public sealed record LeavesDump(string Format, IReadOnlyList<string> LeafEncoding, IReadOnlyList<string> Tree, IReadOnlyList<LeavesDump.Entry> Values)
{
    public const string StandardFormat = "standard-v1";

    /// <param name="Value">tokenId, payee, token and cumulative amount as text.</param>
    /// <param name="TreeIndex">Where the leaf's hash stands in <see cref="Tree"/>.</param>
    public sealed record Entry(IReadOnlyList<string> Value, int TreeIndex);

    public static LeavesDump Of(ImmutableArray<MintLeaf> leaves)
    {
        var tree = new MerkleTree([.. leaves.Select(leaf => leaf.Hash())]);
        return new(StandardFormat, MintLeaf.Encoding, [.. tree.Nodes.Select(node => node.ToString())],
            [.. leaves.Select((leaf, index) => new Entry(leaf.ToValues(), tree.NodeOf(index)))]);
    }

    public ImmutableArray<MintLeaf> Leaves() => [.. Values.Select(entry => MintLeaf.FromValues(entry.Value))];
}
