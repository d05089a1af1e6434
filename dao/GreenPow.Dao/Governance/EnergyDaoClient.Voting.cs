using System.Numerics;
using GreenPow.Dao.Contracts;

namespace GreenPow.Dao;

public sealed partial class EnergyDaoClient
{
    /// <summary>Hands in a proposal. Handing in the same calls with the same text again gives the proposer the same proposal.</summary>
    /// <param name="text">Without the proposer, whom the description names behind it.</param>
    public async Task<Proposal> ProposeAsync(
        EthereumKey proposer, IReadOnlyList<ContractCall> calls, string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(proposer);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(text);
        if (calls.Count == 0) throw new ArgumentException("A proposal needs a call.", nameof(calls));
        var description = ProposalDescription.Of(text, proposer.Address);
        var targets = calls.Select(call => call.To).ToArray();
        var values = calls.Select(call => call.Value).ToArray();
        var data = calls.Select(call => call.Data.ToArray()).ToArray();
        var id = await Governor.GetProposalId(targets, values, data, Keccak.Hash(description)).ReadAsync(Node, cancellation: cancellation);
        var proposal = new Proposal(id, calls, description);
        if (!await ExistsAsync(id, cancellation)) await TransactorOf(proposer).SendAsync(Governor.Propose(targets, values, data, description), cancellation);
        return proposal;
    }

    /// <summary>Whether the Governor has the proposal; false again after a rollback.</summary>
    public async Task<bool> ExistsAsync(BigInteger proposalId, CancellationToken cancellation = default) =>
        !(await Governor.ProposalSnapshot(proposalId).ReadAsync(Node, BlockReference.Pending, cancellation: cancellation)).IsZero;

    /// <summary>The state that a transaction sent now would meet.</summary>
    public async Task<ProposalState> StateAsync(BigInteger proposalId, CancellationToken cancellation = default) =>
        (ProposalState)await Governor.State(proposalId).ReadAsync(Node, BlockReference.Pending, cancellation: cancellation);

    public async Task<VoteCount> VotesAsync(BigInteger proposalId, CancellationToken cancellation = default)
    {
        var (against, inFavour, abstain) = await Governor.ProposalVotes(proposalId).ReadAsync(Node, cancellation: cancellation);
        return new((long)against, (long)inFavour, (long)abstain);
    }

    /// <summary>Who voted what, with and without parameters (two events of the Governor), in the order of the chain.</summary>
    public async Task<IReadOnlyList<Vote>> VotesCastAsync(BigInteger proposalId, CancellationToken cancellation = default)
    {
        var newest = await Node.NewestBlockAsync(cancellation);
        var logs = await Node.LogsAsync(
            Deployment.EnergyDao, [EnergyDao.VoteCastEvent.Topic, EnergyDao.VoteCastWithParamsEvent.Topic], Deployment.BlockNumber, newest.Number, cancellation);
        return [.. logs.Select(log => VoteOn(proposalId, log)).OfType<Vote>()];
    }

    public Task<bool> HasVotedAsync(BigInteger proposalId, Address member, CancellationToken cancellation = default) =>
        Governor.HasVoted(proposalId, member).ReadAsync(Node, cancellation: cancellation);

    /// <summary>Votes as soon as the voting delay is over.</summary>
    public async Task<Receipt> VoteAsync(
        EthereumKey member, BigInteger proposalId, VoteSupport support, string reason, CancellationToken cancellation = default)
    {
        await WaitWhileAsync(proposalId, ProposalState.Pending, cancellation);
        return await TransactorOf(member).SendAsync(Governor.CastVoteWithReason(proposalId, (byte)support, reason), cancellation);
    }

    /// <summary>Moves a proposal that passed into the timelock.</summary>
    public Task<Receipt> QueueAsync(EthereumKey sender, BigInteger proposalId, CancellationToken cancellation = default) =>
        TransactorOf(sender).SendAsync(Governor.Queue(proposalId), cancellation);

    /// <summary>Carries out a queued proposal as soon as the timelock allows.</summary>
    public async Task<Receipt> ExecuteAsync(EthereumKey sender, BigInteger proposalId, CancellationToken cancellation = default)
    {
        var readyAt = await Governor.ProposalEta(proposalId).ReadAsync(Node, BlockReference.Pending, cancellation: cancellation);
        while (await Governor.Clock().ReadAsync(Node, BlockReference.Pending, cancellation: cancellation) < readyAt)
            await Task.Delay(StatePoll, _time, cancellation);
        return await TransactorOf(sender).SendAsync(Governor.Execute(proposalId), cancellation);
    }

    /// <summary>Waits until the proposal leaves this state, and returns the next.</summary>
    public async Task<ProposalState> WaitWhileAsync(BigInteger proposalId, ProposalState state, CancellationToken cancellation = default)
    {
        for (; ; )
        {
            var now = await StateAsync(proposalId, cancellation);
            if (now != state) return now;
            await Task.Delay(StatePoll, _time, cancellation);
        }
    }

    private static Vote? VoteOn(BigInteger proposalId, EventLog log)
    {
        if (EnergyDao.VoteCastEvent.Read(log) is { } plain && plain.ProposalId == proposalId)
            return new(plain.Voter, (VoteSupport)plain.Support, (long)plain.Weight, plain.Reason);
        if (EnergyDao.VoteCastWithParamsEvent.Read(log) is { } withParameters && withParameters.ProposalId == proposalId)
            return new(withParameters.Voter, (VoteSupport)withParameters.Support, (long)withParameters.Weight, withParameters.Reason);
        return null;
    }
}
