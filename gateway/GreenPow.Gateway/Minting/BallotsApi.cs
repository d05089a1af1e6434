using System.Collections.Immutable;
using GreenPow.Dao;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Minting;

/// <param name="Support">for, against or abstain; null before the vote.</param>
public sealed record MemberView(int Number, string Address, bool Interested, string? Support, string Reason, bool CanVoteHere);

/// <param name="State">pending, active, canceled, defeated, succeeded, queued, expired or executed.</param>
public sealed record MintRequestView(
    long Epoch, string RequestId, string Description, string State, long ForSeats, long AgainstSeats, long AbstainSeats, long QuorumSeats, long SuperQuorumSeats,
    long VoteEndsAtUnixSeconds, ImmutableArray<MemberView> Members)
{
    public static MintRequestView Of(Ballot ballot) => new(
        ballot.Epoch.Number, ballot.Epoch.RequestId!, ballot.Description, Word(ballot.State), ballot.Count.For, ballot.Count.Against, ballot.Count.Abstain,
        ballot.Quorum, ballot.SuperQuorum, ballot.VoteEndsAtUnixSeconds,
        [.. ballot.Members.Select(member => new MemberView(
            member.Number, member.Member.ToString(), member.Interested, member.Vote is { } vote ? Word(vote.Support) : null, member.Vote?.Reason ?? "", member.CanVoteHere))]);

    // Lower case as all words of this API.
#pragma warning disable CA1308
    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}

/// <summary>A demo member's vote.</summary>
/// <param name="Member">1, 2 or 3.</param>
/// <param name="Support">for, against or abstain.</param>
public sealed record VoteInput(int Member, string Support, string? Reason);

public static class BallotsApi
{
    public static void MapBallotsApi(this IEndpointRouteBuilder app)
    {
        var ballots = app.MapGroup("/api/epochs/{number}").WithTags("Mint requests");
        ballots.MapGet("/request", OneAsync).WithSummary("The mint request of an epoch with the votes of the members.");
        ballots.MapPost("/votes", VoteAsync).WithSummary("Casts the vote of a demo member.");
    }

    private static async Task<Results<Ok<MintRequestView>, NotFound<string>>> OneAsync(long number, Ballots ballots, CancellationToken cancellation) =>
        await ballots.OfAsync(number, cancellation) is { } ballot ? TypedResults.Ok(MintRequestView.Of(ballot))
        : TypedResults.NotFound($"Epoch {number} has no mint request.");

    private static async Task<Results<NoContent, BadRequest<string>>> VoteAsync(long number, VoteInput vote, Ballots ballots, CancellationToken cancellation)
    {
        if (!Enum.TryParse<VoteSupport>(vote.Support, ignoreCase: true, out var support) || !Enum.IsDefined(support))
            return TypedResults.BadRequest($"'{vote.Support}' is no vote: for, against or abstain.");
        return await ballots.VoteAsync(number, vote.Member, support, vote.Reason ?? "", cancellation) is { } refusal
            ? TypedResults.BadRequest(refusal) : TypedResults.NoContent();
    }
}
