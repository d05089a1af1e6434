using System.Collections.Immutable;
using System.Numerics;
using GreenPow.Dao;

namespace GreenPow.Gateway.Minting;

/// <summary>The cumulative leaves of a root, in the order in which payees first appeared; a new book contains the old one.</summary>
public sealed record LeafBook(ImmutableArray<MintLeaf> Leaves)
{
    public static LeafBook Empty { get; } = new([]);

    /// <summary>Raises the leaf of (site, payee, token), or opens it; an amount of zero changes nothing.</summary>
    public LeafBook Pay(BigInteger tokenId, Address payee, Address token, BigInteger wei)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wei);
        if (wei.IsZero) return this;
        for (var index = 0; index < Leaves.Length; index++)
        {
            var leaf = Leaves[index];
            if (leaf.TokenId == tokenId && leaf.Payee == payee && leaf.Token == token)
                return new(Leaves.SetItem(index, leaf with { CumulativeWei = leaf.CumulativeWei + wei }));
        }
        return new(Leaves.Add(new(tokenId, payee, token, wei)));
    }

    /// <summary>Sum of all leaves per token, in the order of first appearance.</summary>
    public ImmutableArray<(Address Token, BigInteger Wei)> Totals() =>
        [.. Leaves.GroupBy(leaf => leaf.Token).Select(group => (group.Key, group.Aggregate(BigInteger.Zero, (sum, leaf) => sum + leaf.CumulativeWei)))];
}
