using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GreenPow.Gateway.Minting;

/// <summary>The buttons of a mint request's page, for the demo members; works without JavaScript.</summary>
public static class VoteForm
{
    public static void MapVoteForm(this IEndpointRouteBuilder app) =>
        app.MapPost("/requests/{number:long}/votes", VoteAsync).ExcludeFromDescription();

    private static async Task<RedirectHttpResult> VoteAsync(
        long number, [FromForm] int member, [FromForm] string support, [FromForm] string? reason, Ballots ballots, CancellationToken cancellation)
    {
        VoteRefusal? refusal = VoteDoor.TryRead(support, out var vote)
            ? await VoteDoor.CastAsync(ballots, number, member, vote, reason?.Trim() ?? "", cancellation)
            : VoteRefusal.NoWord;
        return TypedResults.LocalRedirect(refusal is null ? $"~/requests/{number}" : $"~/requests/{number}?refused={refusal}");
    }
}
