using System.Numerics;

namespace GreenPow.Dao;

/// <summary>A type 2 transaction (EIP-1559) without access list; fees are in wei per unit of gas.</summary>
/// <param name="To">Null creates a contract.</param>
public sealed record DynamicFeeTransaction(
    ulong ChainId,
    ulong Nonce,
    BigInteger MaxPriorityFeePerGas,
    BigInteger MaxFeePerGas,
    ulong GasLimit,
    Address? To,
    BigInteger Value,
    ReadOnlyMemory<byte> Data)
{
    private const byte TransactionType = 0x02;

    public Hash32 SigningHash() => Keccak.Hash([TransactionType, .. Rlp.List(Fields())]);

    public SignedTransaction Sign(EthereumKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return WithSignature(key.Sign(SigningHash()));
    }

    public SignedTransaction WithSignature(EthereumSignature signature)
    {
        byte[] raw =
        [
            TransactionType,
            .. Rlp.List([.. Fields(), Rlp.Of(signature.OddY ? BigInteger.One : BigInteger.Zero), Rlp.Of(signature.R), Rlp.Of(signature.S)]),
        ];
        return new(this, Keccak.Hash(raw), raw);
    }

    private byte[][] Fields() =>
    [
        Rlp.Of(new BigInteger(ChainId)),
        Rlp.Of(new BigInteger(Nonce)),
        Rlp.Of(MaxPriorityFeePerGas),
        Rlp.Of(MaxFeePerGas),
        Rlp.Of(new BigInteger(GasLimit)),
        Rlp.Of(To is { } to ? to.ToBytes() : []),
        Rlp.Of(Value),
        Rlp.Of(Data.Span),
        Rlp.List(),
    ];
}

/// <summary>What goes to the node.</summary>
/// <param name="Raw">Type byte and RLP, as eth_sendRawTransaction takes it.</param>
public sealed record SignedTransaction(DynamicFeeTransaction Transaction, Hash32 Hash, ReadOnlyMemory<byte> Raw)
{
    public ulong Nonce => Transaction.Nonce;
}
