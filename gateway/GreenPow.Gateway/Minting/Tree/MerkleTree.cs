using GreenPow.Dao;

namespace GreenPow.Gateway.Minting;

/// <summary>
/// A binary tree over leaf hashes in one array: node i has the children 2i+1 and 2i+2, the root is node 0 and the leaves
/// stand at the end, the first one last. A pair is hashed in the order of its values, so proofs need no sides.
/// Same layout as OpenZeppelin's `standard-v1`, leaves unsorted: neighbours by index are neighbours in the tree.
/// </summary>
public sealed class MerkleTree
{
    private readonly Hash32[] _nodes;

    /// <param name="leaves">At least one.</param>
    public MerkleTree(IReadOnlyList<Hash32> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leaves.Count, nameof(leaves));
        _nodes = new Hash32[2 * leaves.Count - 1];
        for (var leaf = 0; leaf < leaves.Count; leaf++) _nodes[NodeOf(leaf)] = leaves[leaf];
        for (var node = leaves.Count - 2; node >= 0; node--) _nodes[node] = HashPair(_nodes[2 * node + 1], _nodes[2 * node + 2]);
    }

    public Hash32 Root => _nodes[0];

    public IReadOnlyList<Hash32> Nodes => _nodes;

    /// <summary>Where the leaf stands in <see cref="Nodes"/>.</summary>
    public int NodeOf(int leaf) => _nodes.Length - 1 - leaf;

    /// <summary>The siblings from the leaf up to the root.</summary>
    public Hash32[] Proof(int leaf)
    {
        var proof = new List<Hash32>();
        for (var node = NodeOf(leaf); node > 0; node = Parent(node)) proof.Add(_nodes[Sibling(node)]);
        return [.. proof];
    }

    /// <summary>One proof for several leaves, which are to be given in rising order of their indices.</summary>
    public MultiProof Proof(IReadOnlyCollection<int> leaves)
    {
        var pending = new Queue<int>(leaves.Order().Select(NodeOf)); // falling nodes: the deepest first
        var proof = new List<Hash32>();
        var flags = new List<bool>();
        while (pending.TryPeek(out var node) && node > 0)
        {
            pending.Dequeue();
            var siblingIsKnown = pending.TryPeek(out var next) && next == Sibling(node);
            if (siblingIsKnown) pending.Dequeue();
            else proof.Add(_nodes[Sibling(node)]);
            flags.Add(siblingIsKnown);
            pending.Enqueue(Parent(node));
        }
        if (leaves.Count == 0) proof.Add(Root);
        return new([.. proof], [.. flags]);
    }

    private static int Parent(int node) => (node - 1) / 2;

    private static int Sibling(int node) => node % 2 == 1 ? node + 1 : node - 1;

    private static Hash32 HashPair(Hash32 a, Hash32 b)
    {
        Span<byte> pair = stackalloc byte[2 * Hash32.Length];
        a.CopyTo(pair);
        b.CopyTo(pair[Hash32.Length..]);
        if (pair[..Hash32.Length].SequenceCompareTo(pair[Hash32.Length..]) > 0)
        {
            b.CopyTo(pair);
            a.CopyTo(pair[Hash32.Length..]);
        }
        return Keccak.Hash(pair);
    }
}

/// <param name="Flags">Per step: true takes the next known hash, false the next of <paramref name="Proof"/>.</param>
public sealed record MultiProof(Hash32[] Proof, bool[] Flags);
