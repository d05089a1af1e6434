using System.Numerics;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao;

/// <summary>What a transaction is for, independent of nonce and fee; the same intent can be sent again.</summary>
/// <param name="To">Null creates a contract.</param>
/// <param name="Contract">Explains reverts; null for plain transfers.</param>
/// <param name="Description">For messages: <c>EnergyDao.propose</c>.</param>
public sealed record TransactionIntent(Address? To, ReadOnlyMemory<byte> Data, BigInteger Value, ContractAbi? Contract, string Description)
{
    public static TransactionIntent Of(ContractCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(call.To, call.Data, call.Value, call.Contract, call.ToString());
    }

    public static TransactionIntent Transfer(Address to, BigInteger wei) => new(to, default, wei, null, $"transfer to {to}");

    public static TransactionIntent Create(ContractAbi contract, ReadOnlyMemory<byte> initCode)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new(null, initCode, BigInteger.Zero, contract, $"deployment of {contract.Name}");
    }
}

/// <summary>
/// An intent on its way: one transaction, or several copies of which the chain takes one. Copies of one nonce differ in their
/// fees; a copy of another nonce is signed only after the nonce before went to another transaction.
/// </summary>
public sealed class SentTransaction
{
    private readonly List<SignedTransaction> _copies;

    internal SentTransaction(TransactionIntent intent, SignedTransaction signed) => (Intent, _copies) = (intent, [signed]);

    public TransactionIntent Intent { get; }

    /// <summary>Of the mined copy, or else of the newest.</summary>
    public Hash32 Hash => Receipt?.TransactionHash ?? Newest.Hash;

    /// <summary>Null until it is in a block; null again when that block is gone.</summary>
    public Receipt? Receipt { get; internal set; }

    internal IReadOnlyList<SignedTransaction> Copies => _copies;

    internal SignedTransaction Newest => _copies[^1];

    /// <summary>What keeps it from being mined other than its fee, and the block in which that was first seen.</summary>
    internal (ulong AccountNonce, ulong BlockNumber)? Obstacle { get; set; }

    internal void Add(SignedTransaction copy) => _copies.Add(copy);

    public override string ToString() => $"{Intent.Description} ({Hash})";
}
