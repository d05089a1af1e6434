using System.Collections.Immutable;
using System.Numerics;
using GreenPow.Dao;

namespace GreenPow.Gateway.Minting;

/// <summary>Why somebody is paid.</summary>
public enum PaymentFor
{
    /// <summary>What the owner's own site has sent and made.</summary>
    Site,
    /// <summary>Its storage keeps what the feeders sent.</summary>
    Storage,
    /// <summary>The DAO's part of the reward.</summary>
    Vault,
}

/// <summary>What one payee gets for one site by one epoch's root alone.</summary>
/// <param name="TokenId">The site; 0 for the vault.</param>
/// <param name="EnergyWei">Of whatever storage.</param>
public sealed record EpochPayment(PaymentFor For, BigInteger TokenId, Address Payee, BigInteger EnergyWei, BigInteger DecaWei)
{
    /// <summary>Leaves are cumulative, so an epoch pays what its leaves are above those of the root that it continues; to the wei.</summary>
    /// <param name="before">Of the accepted root that the epoch continues; empty for the first.</param>
    /// <param name="isEnergy">Whether a token is some storage's ENERGY; every other one is DECA.</param>
    /// <param name="isStorage">Whether a site is a storage.</param>
    /// <returns>Sites in the order of their tokens, then storages, the vault last; whoever gets nothing is left out.</returns>
    public static ImmutableArray<EpochPayment> Of(LeafBook leaves, LeafBook before, Func<Address, bool> isEnergy, Func<BigInteger, bool> isStorage)
    {
        var paid = before.Leaves.ToDictionary(leaf => (leaf.TokenId, leaf.Payee, leaf.Token), leaf => leaf.CumulativeWei);
        return
        [
            .. leaves.Leaves.Select(leaf => (leaf.TokenId, leaf.Payee, IsEnergy: isEnergy(leaf.Token), Wei: leaf.CumulativeWei - paid.GetValueOrDefault((leaf.TokenId, leaf.Payee, leaf.Token))))
                .Where(part => !part.Wei.IsZero).GroupBy(part => (part.TokenId, part.Payee))
                .Select(group => new EpochPayment(
                    group.Key.TokenId.IsZero ? PaymentFor.Vault : isStorage(group.Key.TokenId) ? PaymentFor.Storage : PaymentFor.Site, group.Key.TokenId, group.Key.Payee,
                    Sum(group.Where(part => part.IsEnergy).Select(part => part.Wei)), Sum(group.Where(part => !part.IsEnergy).Select(part => part.Wei))))
                .OrderBy(payment => payment.For).ThenBy(payment => payment.TokenId),
        ];
    }

    private static BigInteger Sum(IEnumerable<BigInteger> parts) => parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part);
}
