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

/// <summary>An intent on its way. Its hash changes if the transaction vanished and had to be signed anew.</summary>
public sealed class SentTransaction
{
    internal SentTransaction(TransactionIntent intent, SignedTransaction signed) => (Intent, Signed) = (intent, signed);

    public TransactionIntent Intent { get; }

    public Hash32 Hash => Signed.Hash;

    /// <summary>Null until it is in a block; null again when that block is gone.</summary>
    public Receipt? Receipt { get; internal set; }

    internal SignedTransaction Signed { get; set; }

    public override string ToString() => $"{Intent.Description} ({Hash})";
}
