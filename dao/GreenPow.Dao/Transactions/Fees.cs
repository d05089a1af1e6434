using System.Numerics;

namespace GreenPow.Dao;

/// <summary>What a transaction offers, in wei per unit of gas (EIP-1559).</summary>
/// <param name="Max">Base fee and tip together cost at most this.</param>
internal readonly record struct Fees(BigInteger Tip, BigInteger Max)
{
    public static Fees Of(DynamicFeeTransaction transaction) => new(transaction.MaxPriorityFeePerGas, transaction.MaxFeePerGas);

    /// <summary>Twice the base fee outlasts six full blocks: it rises by at most an eighth per block.</summary>
    public static Fees At(BigInteger baseFee, BigInteger tip) => new(tip, 2 * baseFee + tip);

    /// <summary>Whether no block of this base fee takes the transaction with its whole tip.</summary>
    public bool IsOutrunBy(BigInteger baseFee) => Max < baseFee + Tip;

    /// <summary>Present fees that also replace the old ones: nodes want both at least a tenth higher (geth's price bump).</summary>
    public static Fees Replacing(Fees old, BigInteger baseFee, BigInteger tip)
    {
        var newTip = BigInteger.Max(tip, Raised(old.Tip));
        return new(newTip, BigInteger.Max(2 * baseFee + newTip, Raised(old.Max)));
    }

    // An eighth more, and more in any case.
    private static BigInteger Raised(BigInteger fee) => fee + fee / 8 + 1;
}
