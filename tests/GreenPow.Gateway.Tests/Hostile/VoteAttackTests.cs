using System.Globalization;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Abi;
using GreenPow.Dao.Contracts;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Minting;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>What somebody without a seat, or a member with a tool of his own, can do to a mint request.</summary>
public class VoteAttackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Anybody can cast a vote that weighs nothing, with whatever bytes as its reason.
    [Fact]
    public async Task A_reason_that_is_no_text_neither_hides_the_votes_nor_stops_the_gateway()
    {
        await using var world = await VotingAsync();
        var (epoch, id, dao) = await RequestAsync(world);
        await dao.Client.WaitWhileAsync(id, ProposalState.Pending, Stop);
        byte[] data =
        [
            .. AbiSignature.Parse("function castVoteWithReason(uint256 proposalId, uint8 support, string reason)").Selector,
            .. AbiEncoder.Encode(AbiSignature.Parameters("(uint256 proposalId, uint8 support, bytes reason)"), [id, BigInteger.Zero, new byte[] { 0xff }]),
        ];
        await dao.Client.TransactorOf(dao.Accounts.Owners[0]).SendAsync(new TransactionIntent(dao.Client.Deployment.EnergyDao, data, 0, null, "a vote"), Stop);

        Assert.NotNull(await world.Get<Ballots>().OfAsync(epoch.Number, Stop));
        await world.PassVotingPeriodAsync();
        await world.StepAsync();
        Assert.Equal(EpochState.Rejected, world.Get<Catalogue>().Epoch(epoch.Number)!.State);
    }

    [Fact]
    public async Task Who_has_no_seat_writes_no_reasons_into_a_rejection()
    {
        await using var world = await VotingAsync();
        var (epoch, id, dao) = await RequestAsync(world);
        await dao.Client.VoteAsync(dao.Accounts.Owners[0], id, VoteSupport.Against, "Claim your tokens elsewhere.", Stop);
        await world.PassVotingPeriodAsync();
        await world.StepAsync();
        Assert.Equal("Defeated: 0 For, 0 Against, 0 abstained.", world.Get<Catalogue>().Epoch(epoch.Number)!.Reason);
    }

    // The Governor logs a vote with parameters as another event.
    [Fact]
    public async Task A_members_vote_with_parameters_is_shown_too()
    {
        await using var world = await VotingAsync();
        var (epoch, id, dao) = await RequestAsync(world);
        await dao.Client.WaitWhileAsync(id, ProposalState.Pending, Stop);
        await dao.Client.TransactorOf(dao.Accounts.Members[0]).SendAsync(dao.Client.Governor.CastVoteWithReasonAndParams(id, (byte)VoteSupport.Against, "No panel.", [1]), Stop);
        var ballot = (await world.Get<Ballots>().OfAsync(epoch.Number, Stop))!;
        Assert.Equal((1, VoteSupport.Against, "No panel."), (ballot.Count.Against, ballot.Members[0].Vote!.Support, ballot.Members[0].Vote!.Reason));
    }

    // In one transaction before the gateway hands in its request, for the evidence is public before.
    [Fact]
    public async Task A_request_that_a_stranger_handed_in_and_cancelled_is_voted_on_all_the_same()
    {
        await using var world = new MintingWorld(autoVote: false);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var epoch = await world.StepUntilAsync(EpochState.Closed);
        var dao = await world.DaoAsync();
        var evidence = EpochEvidence.FromJson(world.Get<Catalogue>().EpochEvidence(epoch.Number)!);
        var stranger = dao.Accounts.Owners[0];
        var proposal = await dao.Client.ProposeAsync(stranger, [MintRequests.CallOf(dao.Client, epoch, evidence)], MintRequests.DescriptionOf(epoch), Stop);
        await dao.Client.TransactorOf(stranger).SendAsync(dao.Client.Governor.Cancel(proposal.Id), Stop);
        await world.StepUntilAsync(EpochState.Voting);
    }

    [Fact]
    public async Task A_request_that_passed_and_that_the_contract_refuses_is_rejected_with_its_reason()
    {
        await using var world = await VotingAsync();
        var (epoch, _, dao) = await RequestAsync(world);
        await world.PassAsync("By hand", dao.Client.Batches.Activate(new Batch((uint)epoch.Number + 1, Keccak.Hash("another root"), [], 0, "http://127.0.0.1/by-hand", Keccak.Hash("evidence"))));
        foreach (var member in (int[])[1, 2]) Assert.Null(await world.Get<Ballots>().VoteAsync(epoch.Number, member, VoteSupport.For, "", Stop));
        var refused = await world.StepUntilAsync(EpochState.Rejected);
        Assert.Contains($"another root is live since epoch {epoch.Number + 1}: MintBatches: EpochNotAfter(", refused.Reason, StringComparison.Ordinal);
    }

    private static async Task<MintingWorld> VotingAsync()
    {
        var world = new MintingWorld(autoVote: false);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        await world.StepUntilAsync(EpochState.Voting);
        return world;
    }

    private static async Task<(EpochRecord Epoch, BigInteger Id, OpenDao Dao)> RequestAsync(MintingWorld world)
    {
        var epoch = world.Get<Catalogue>().Epochs(1)[0];
        return (epoch, BigInteger.Parse(epoch.RequestId!, CultureInfo.InvariantCulture), await world.DaoAsync());
    }
}
