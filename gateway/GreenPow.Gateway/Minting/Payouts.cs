using System.Collections.Immutable;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <param name="StorageTokenId">The storage whose ENERGY it is; null for DECA.</param>
public sealed record TokenBalance(string Symbol, Address Token, BigInteger? StorageTokenId, BigInteger BalanceWei);

/// <summary>What a payee was granted for a site, and how much of it was paid.</summary>
public sealed record Payout(BigInteger TokenId, Address Token, string Symbol, BigInteger GrantedWei, BigInteger ClaimedWei);

public sealed record OwnerTokens(Address Owner, ImmutableArray<TokenBalance> Balances, ImmutableArray<Payout> Payouts);

/// <summary>The tokens of an account: balances from the chain, grants from the live root's leaves.</summary>
public sealed class Payouts(DaoChain chain, Catalogue catalogue)
{
    public async Task<OwnerTokens> OfAsync(Address owner, CancellationToken cancellation)
    {
        var dao = (await chain.OpenAsync(cancellation)).Client;
        var symbols = new Dictionary<Address, string> { [dao.Deployment.DecaToken] = "DECA" };
        var balances = ImmutableArray.CreateBuilder<TokenBalance>();
        balances.Add(new("DECA", dao.Deployment.DecaToken, null, await dao.DecaBalanceAsync(owner, cancellation)));
        foreach (var storage in catalogue.Devices().Where(device => device is { EnergyToken: not null, TokenId: not null }))
        {
            var token = new EnergyToken(Address.FromBytes(storage.EnergyToken));
            symbols[token.Address] = $"ENERGY-{storage.TokenId}";
            balances.Add(new(symbols[token.Address], token.Address, storage.TokenId, await token.BalanceOf(owner).ReadAsync(dao.Node, cancellation: cancellation)));
        }

        var payouts = ImmutableArray.CreateBuilder<Payout>();
        if (catalogue.NewestAcceptedEpoch() is { Root: not null } live)
        {
            foreach (var leaf in EpochClosing.LeavesOf(catalogue.EpochLeaves(live.Number)!).Leaves.Where(leaf => leaf.Payee == owner))
                payouts.Add(new(leaf.TokenId, leaf.Token, symbols.GetValueOrDefault(leaf.Token, "?"), leaf.CumulativeWei,
                    await dao.Batches.Claimed(leaf.TokenId, leaf.Payee, leaf.Token).ReadAsync(dao.Node, cancellation: cancellation)));
        }
        return new(owner, balances.ToImmutable(), payouts.ToImmutable());
    }
}
