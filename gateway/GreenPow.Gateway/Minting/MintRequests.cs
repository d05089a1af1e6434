using System.Globalization;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Storage;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting;

/// <summary>
/// Carries an epoch's mint through the DAO: handed in, voted, queued, executed, claimed. Each step asks the chain where the request
/// stands and does the one next thing, so that a crash or a chain that lost its last blocks only means that a step comes again.
/// </summary>
public sealed class MintRequests(
    Catalogue catalogue, ClaimPusher claims, LiveFeed live, IOptions<GatewayOptions> gateway, TimeProvider time, ILogger<MintRequests> log)
{
    /// <returns>The epoch as it stands after the step.</returns>
    public async Task<EpochRecord> StepAsync(OpenDao dao, EpochRecord epoch, CancellationToken cancellation)
    {
        if (epoch.Root is null || epoch.State == EpochState.Rejected) return epoch;
        if (await IsLiveAsync(dao, epoch, cancellation))
        {
            var allPaid = await claims.PushAsync(dao, epoch, cancellation);
            return Keep(epoch, allPaid ? EpochState.Claimed : EpochState.Active, epoch.RequestId, "");
        }

        var proposal = await ProposalAsync(dao, epoch, cancellation);
        epoch = Keep(epoch, epoch.IsAccepted || epoch.State == EpochState.Closed ? EpochState.Voting : epoch.State, Text(proposal.Id), "");
        switch (await dao.Client.StateAsync(proposal.Id, cancellation))
        {
            case ProposalState.Active when gateway.Value is { Demo: true, AutoVote: true }:
                await VoteByItselfAsync(dao, epoch, proposal.Id, cancellation);
                return Keep(epoch, EpochState.Voting, epoch.RequestId, "");
            case ProposalState.Pending or ProposalState.Active:
                return Keep(epoch, EpochState.Voting, epoch.RequestId, "");
            case ProposalState.Succeeded:
                await dao.Client.QueueAsync(dao.Accounts.Operator, proposal.Id, cancellation);
                return Keep(epoch, EpochState.Queued, epoch.RequestId, "");
            case ProposalState.Queued:
                return await ExecuteWhenReadyAsync(dao, Keep(epoch, EpochState.Queued, epoch.RequestId, ""), proposal.Id, cancellation);
            case ProposalState.Executed:
                // Executed and yet not live: a newer root has replaced this one, and it contains this one's leaves.
                return Keep(epoch, EpochState.Claimed, epoch.RequestId, "");
            case var ended:
                return Keep(epoch, EpochState.Rejected, epoch.RequestId, await ReasonsAsync(dao, proposal.Id, ended, cancellation));
        }
    }

    /// <summary>The call that the members vote on; the same for the same stored epoch, so handing it in again gives the same request.</summary>
    public static ContractCall CallOf(EnergyDaoClient dao, EpochRecord epoch, EpochEvidence evidence) => dao.Batches.Activate(new Batch(
        (uint)epoch.Number, Hash32.FromBytes(epoch.Root), [.. evidence.Totals.Select(total => new TokenTotal(Address.Parse(total.Token), Number(total.TotalWei)))],
        (uint)evidence.LeafCount, evidence.Uri, Hash32.FromBytes(epoch.EvidenceSha256)));

    public static string DescriptionOf(EpochRecord epoch) => string.Create(CultureInfo.InvariantCulture,
        $"Mint of epoch {epoch.Number}: {Wei.ToTokenText(Number(epoch.EnergyWei))} ENERGY and {Wei.ToTokenText(Number(epoch.DecaWei))} DECA, evidence {Convert.ToHexStringLower(epoch.EvidenceSha256)}");

    private async Task<Proposal> ProposalAsync(OpenDao dao, EpochRecord epoch, CancellationToken cancellation)
    {
        var evidence = EpochEvidence.FromJson(catalogue.EpochEvidence(epoch.Number)!);
        return await dao.Client.ProposeAsync(dao.Accounts.Operator, [CallOf(dao.Client, epoch, evidence)], DescriptionOf(epoch), cancellation);
    }

    private async Task VoteByItselfAsync(OpenDao dao, EpochRecord epoch, BigInteger proposalId, CancellationToken cancellation)
    {
        var vote = AutomaticVote.On(epoch, catalogue.EpochEvidence(epoch.Number)!, LeavesOf(epoch), catalogue.NewestAcceptedEpoch() is { } accepted ? LeavesOf(accepted) : LeafBook.Empty);
        // In doubt one member says so, and the others are left to people.
        foreach (var member in vote.Support == VoteSupport.Abstain ? dao.Accounts.Members.Take(1) : dao.Accounts.Members)
        {
            // Two of three end the vote early; a third vote would be refused.
            if (await dao.Client.StateAsync(proposalId, cancellation) != ProposalState.Active) return;
            if (!await dao.Client.HasVotedAsync(proposalId, member.Address, cancellation))
                await dao.Client.VoteAsync(member, proposalId, vote.Support, vote.Reason, cancellation);
        }
    }

    private LeafBook LeavesOf(EpochRecord epoch) => catalogue.EpochLeaves(epoch.Number) is { Length: > 0 } leaves ? EpochClosing.LeavesOf(leaves) : LeafBook.Empty;

    private async Task<EpochRecord> ExecuteWhenReadyAsync(OpenDao dao, EpochRecord epoch, BigInteger proposalId, CancellationToken cancellation)
    {
        var readyAt = (long)await dao.Client.Governor.ProposalEta(proposalId).ReadAsync(dao.Client.Node, BlockReference.Pending, cancellation: cancellation);
        if (time.GetUtcNow().ToUnixTimeSeconds() < readyAt) return epoch;
        try
        {
            await dao.Client.ExecuteAsync(dao.Accounts.Operator, proposalId, cancellation);
        }
        catch (RevertedException refused)
        {
            // A root that went live since then by another request: what the members accepted here is refused for good.
            var live = await dao.Client.Batches.LiveBatch().ReadAsync(dao.Client.Node, cancellation: cancellation);
            if (live.Epoch < epoch.Number || live.Root == Hash32.FromBytes(epoch.Root)) throw;
            return Keep(epoch, EpochState.Rejected, epoch.RequestId, $"The contract refuses it, another root is live since epoch {live.Epoch}: {refused.Reason.Text}");
        }
        return Keep(epoch, EpochState.Active, epoch.RequestId, "");
    }

    private static async Task<bool> IsLiveAsync(OpenDao dao, EpochRecord epoch, CancellationToken cancellation) =>
        (await dao.Client.Batches.LiveBatch().ReadAsync(dao.Client.Node, cancellation: cancellation)).Root == Hash32.FromBytes(epoch.Root);

    private static async Task<string> ReasonsAsync(OpenDao dao, BigInteger proposalId, ProposalState ended, CancellationToken cancellation)
    {
        var votes = await dao.Client.VotesAsync(proposalId, cancellation);
        var reasons = (await Ballots.VotesAsync(dao.Client, proposalId, cancellation))
            .Where(vote => vote.Support != VoteSupport.For && vote.Reason.Length > 0).Select(vote => vote.Reason);
        return string.Create(CultureInfo.InvariantCulture, $"{ended}: {votes.For} For, {votes.Against} Against, {votes.Abstain} abstained. {string.Join(" ", reasons)}").TrimEnd();
    }

    private EpochRecord Keep(EpochRecord epoch, EpochState state, string? requestId, string reason)
    {
        if (epoch.State == state && epoch.RequestId == requestId && epoch.Reason == reason) return epoch;
        catalogue.SetEpochState(epoch.Number, state, requestId, reason);
        live.PublishEpoch(epoch.Number);
        if (epoch.State != state) log.LogInformation("Epoch {Number} is now {State}. {Reason}", epoch.Number, state, reason);
        return epoch with { State = state, RequestId = requestId, Reason = reason };
    }

    private static BigInteger Number(string text) => BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
