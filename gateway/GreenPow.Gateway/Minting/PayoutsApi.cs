using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using GreenPow.Dao;
using GreenPow.Gateway.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Minting;

/// <param name="StorageTokenId">The storage whose ENERGY it is; null for DECA.</param>
public sealed record BalanceView(string Symbol, string Token, string? StorageTokenId, string BalanceWei, string BalanceTokens);

/// <param name="TokenId">The site that it was granted for; 0 for the vault.</param>
public sealed record PayoutView(string TokenId, string Symbol, string Token, string GrantedWei, string ClaimedWei);

public sealed record OwnerView(string Owner, ImmutableArray<BalanceView> Balances, ImmutableArray<PayoutView> Payouts);

public static class PayoutsApi
{
    public static void MapPayoutsApi(this IEndpointRouteBuilder app) => app.MapGroup("/api/owners").WithTags("Owners")
        .MapGet("/{address}", OneAsync).WithSummary("ENERGY and DECA of an account, and what was granted and paid to it by site.").NeedsChain();

    private static async Task<Results<Ok<OwnerView>, BadRequest<BadParameter>>> OneAsync([Description("0x and 40 hexadecimal digits: of one case, or with the checksum of EIP-55.")] string address, Payouts payouts, CancellationToken cancellation)
    {
        if (!Address.TryParse(address, out var owner)) return TypedResults.BadRequest(new BadParameter("address", AskedAccount.Fault(address)));
        var tokens = await payouts.OfAsync(owner, cancellation);
        return TypedResults.Ok(new OwnerView(tokens.Owner.ToString(),
            [.. tokens.Balances.Select(balance => new BalanceView(balance.Symbol, balance.Token.ToString(), balance.StorageTokenId?.ToString(CultureInfo.InvariantCulture),
                balance.BalanceWei.ToString(CultureInfo.InvariantCulture), Wei.ToTokenText(balance.BalanceWei)))],
            [.. tokens.Payouts.Select(payout => new PayoutView(payout.TokenId.ToString(CultureInfo.InvariantCulture), payout.Symbol, payout.Token.ToString(),
                payout.GrantedWei.ToString(CultureInfo.InvariantCulture), payout.ClaimedWei.ToString(CultureInfo.InvariantCulture)))]));
    }
}
