using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Storage;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting;

/// <param name="Weight">Seats; one per member.</param>
public sealed record CastVote(Address Member, VoteSupport Support, long Weight, string Reason);

/// <summary>A member's place at a mint request.</summary>
/// <param name="Interested">Owns a site that the request pays.</param>
/// <param name="CanVoteHere">This gateway holds the member's key: the demo.</param>
public sealed record MemberBallot(int Number, Address Member, bool Interested, CastVote? Vote, bool CanVoteHere);

/// <summary>A mint request as the Governor has it.</summary>
/// <param name="Quorum">Seats that must vote For or abstain.</param>
/// <param name="SuperQuorum">Seats in favour that end the vote early.</param>
public sealed record Ballot(
    EpochRecord Epoch, string Description, ProposalState State, VoteCount Count, long Quorum, long SuperQuorum, long VoteEndsAtUnixSeconds, ImmutableArray<MemberBallot> Members);

/// <summary>Votes on mint requests: who voted what, from the Governor's events, and the demo members' own votes.</summary>
public sealed class Ballots(DaoChain chain, Catalogue catalogue, LiveFeed live, IOptions<GatewayOptions> gateway)
{
    /// <summary>Null if the epoch is unknown or was never handed in.</summary>
    public async Task<Ballot?> OfAsync(long number, CancellationToken cancellation)
    {
        if (catalogue.Epoch(number) is not { RequestId: { } request } epoch) return null;
        var dao = await chain.OpenAsync(cancellation);
        var (client, id) = (dao.Client, BigInteger.Parse(request, CultureInfo.InvariantCulture));
        if (!await client.ExistsAsync(id, cancellation)) return null; // the chain lost it, and it is handed in again
        var votes = await VotesAsync(client, id, cancellation);
        var snapshot = await client.Governor.ProposalSnapshot(id).ReadAsync(client.Node, cancellation: cancellation);
        var past = BigInteger.Min(snapshot, (await client.NewestBlockAsync(cancellation)).Time.ToUnixTimeSeconds() - 1);
        var quorum = await client.Governor.Quorum(past).ReadAsync(client.Node, cancellation: cancellation);
        var superQuorum = await client.Governor.SuperQuorum(past).ReadAsync(client.Node, cancellation: cancellation);
        var endsAt = await client.Governor.ProposalDeadline(id).ReadAsync(client.Node, cancellation: cancellation);
        var paid = EpochClosing.LeavesOf(catalogue.EpochLeaves(number)!).Leaves.Select(leaf => leaf.Payee).ToHashSet();
        var members = dao.Accounts.Members.Select((member, index) => new MemberBallot(
            index + 1, member.Address, paid.Contains(member.Address), votes.FirstOrDefault(vote => vote.Member == member.Address), gateway.Value.Demo));
        return new(epoch, MintRequests.DescriptionOf(epoch), await client.StateAsync(id, cancellation), await client.VotesAsync(id, cancellation),
            (long)quorum, (long)superQuorum, (long)endsAt, [.. members]);
    }

    /// <summary>Casts the vote of a demo member; the text says why it cannot be, null means that it was cast.</summary>
    /// <param name="member">1, 2, 3 ...</param>
    public async Task<string?> VoteAsync(long number, int member, VoteSupport support, string reason, CancellationToken cancellation)
    {
        if (!gateway.Value.Demo) return "Members vote with their own keys; this gateway holds none.";
        var dao = await chain.OpenAsync(cancellation);
        if (member < 1 || member > dao.Accounts.Members.Count) return $"There are members 1 to {dao.Accounts.Members.Count}, not {member}.";
        if (catalogue.Epoch(number) is not { RequestId: { } request }) return $"Epoch {number} has no mint request.";
        try
        {
            await dao.Client.VoteAsync(dao.Accounts.Members[member - 1], BigInteger.Parse(request, CultureInfo.InvariantCulture), support, reason, cancellation);
            live.PublishEpoch(number);
            return null;
        }
        catch (RevertedException refused)
        {
            return $"The Governor refuses the vote: {refused.Reason.Text}";
        }
    }

    /// <summary>The members' votes; anybody may cast one that weighs nothing.</summary>
    public static async Task<ImmutableArray<CastVote>> VotesAsync(EnergyDaoClient dao, BigInteger proposalId, CancellationToken cancellation) =>
        [.. (await dao.VotesCastAsync(proposalId, cancellation)).Where(vote => vote.Weight > 0).Select(vote => new CastVote(vote.Voter, vote.Support, vote.Weight, vote.Reason))];
}
