using GreenPow.Dao;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GreenPow.Gateway.Minting;

/// <summary>The For and Against buttons of a mint request's page, for the demo members; works without JavaScript.</summary>
public static class VoteForm
{
    public static void MapVoteForm(this IEndpointRouteBuilder app) =>
        app.MapPost("/requests/{number:long}/votes", VoteAsync).ExcludeFromDescription();

    private static async Task<RedirectHttpResult> VoteAsync(
        long number, [FromForm] int member, [FromForm] string support, Ballots ballots, CancellationToken cancellation)
    {
        var refusal = support switch
        {
            "for" => await ballots.VoteAsync(number, member, VoteSupport.For, "", cancellation),
            "against" => await ballots.VoteAsync(number, member, VoteSupport.Against, "", cancellation),
            _ => $"'{support}' is no vote: for or against.",
        };
        return TypedResults.LocalRedirect(refusal is null ? $"~/requests/{number}" : $"~/requests/{number}?said={Uri.EscapeDataString(refusal)}");
    }
}
