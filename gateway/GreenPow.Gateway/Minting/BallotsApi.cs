using System.Collections.Immutable;
using System.ComponentModel;
using GreenPow.Dao;
using GreenPow.Gateway.Web;
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
/// <param name="Reason">At most 500 characters; kept on the chain for good.</param>
public sealed record VoteInput(int Member, string Support, string? Reason = null);

public static class BallotsApi
{
    public static void MapBallotsApi(this IEndpointRouteBuilder app)
    {
        var ballots = app.MapGroup("/api/epochs/{number}").WithTags("Mint requests");
        ballots.MapGet("/request", OneAsync).WithSummary("The mint request of an epoch with the votes of the members.").NeedsChain();
        ballots.MapPost("/votes", VoteAsync).WithSummary("Casts the vote of a demo member; 409 when that member has voted, or the vote has not begun or is over.").NeedsChain();
    }

    private static async Task<Results<Ok<MintRequestView>, NotFound<string>, BadRequest<string>>> OneAsync(
        [Description("Epoch.")] long number, Ballots ballots, CancellationToken cancellation) =>
        await ballots.OfAsync(number, cancellation) is { } ballot ? TypedResults.Ok(MintRequestView.Of(ballot))
        : TypedResults.NotFound($"Epoch {number} has no mint request.");

    private static async Task<Results<NoContent, BadRequest<BadParameter>, NotFound<string>, Conflict<string>>> VoteAsync(
        [Description("Epoch.")] long number, VoteInput vote, Ballots ballots, CancellationToken cancellation)
    {
        if (!VoteDoor.TryRead(vote.Support, out var support))
            return TypedResults.BadRequest(new BadParameter("support", $"support is '{vote.Support}'; a vote is one of the words for, against and abstain."));
        var reason = vote.Reason ?? "";
        return await VoteDoor.CastAsync(ballots, number, vote.Member, support, reason, cancellation) switch
        {
            null => TypedResults.NoContent(),
            VoteRefusal.NoRequest => TypedResults.NotFound($"Epoch {number} has no mint request."),
            VoteRefusal.ReasonTooLong => TypedResults.BadRequest(new BadParameter("reason", $"reason has {reason.Length} characters; at most {VoteDoor.MostReasonCharacters} are taken.")),
            VoteRefusal.NoMember => TypedResults.BadRequest(new BadParameter("member", $"member is {vote.Member}; the request names the members of this DAO, from 1 on.")),
            var refusal => TypedResults.Conflict(VoteDoor.Text(refusal.Value)),
        };
    }
}
