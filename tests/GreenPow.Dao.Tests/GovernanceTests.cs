using System.Numerics;
using GreenPow.Dao.Abi;
using GreenPow.Dao.Contracts;

namespace GreenPow.Dao.Tests;

public sealed class GovernanceTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private EnergyDaoClient Dao => fixture.Dao;

    [Fact]
    public async Task A_proposal_with_two_of_three_seats_in_favour_is_carried_out()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var proposal = await Dao.ProposeAsync(fixture.Accounts.Operator, [Dao.Registry.SetMinWireVersion(2)], "Reports must be of wire version 2", cancellation);
        // As of its own block: by the clock its voting delay of a second may be over.
        Assert.Equal(ProposalState.Pending, (ProposalState)await Dao.Governor.State(proposal.Id).ReadAsync(fixture.Node, cancellation: cancellation));

        await Dao.VoteAsync(fixture.Accounts.Members[0], proposal.Id, VoteSupport.For, "", cancellation);
        Assert.Equal(ProposalState.Active, await Dao.StateAsync(proposal.Id, cancellation));
        await Dao.VoteAsync(fixture.Accounts.Members[1], proposal.Id, VoteSupport.For, "agreed", cancellation);
        Assert.Equal(ProposalState.Succeeded, await Dao.StateAsync(proposal.Id, cancellation));
        Assert.Equal(new VoteCount(0, 2, 0), await Dao.VotesAsync(proposal.Id, cancellation));
        Assert.True(await Dao.HasVotedAsync(proposal.Id, fixture.Accounts.Members[1].Address, cancellation));

        await Dao.QueueAsync(fixture.Accounts.Operator, proposal.Id, cancellation);
        Assert.Equal(ProposalState.Queued, await Dao.StateAsync(proposal.Id, cancellation));
        var executed = await Dao.ExecuteAsync(fixture.Accounts.Operator, proposal.Id, cancellation);
        Assert.Equal(ProposalState.Executed, await Dao.StateAsync(proposal.Id, cancellation));
        Assert.Equal(2, await Dao.Registry.MinWireVersion().ReadAsync(fixture.Node, cancellation: cancellation));

        var change = executed.Logs.Select(DeviceRegistry.MinimumWireVersionChangedEvent.Read).OfType<DeviceRegistry.MinimumWireVersionChangedEvent>().Single();
        Assert.Equal(new DeviceRegistry.MinimumWireVersionChangedEvent(1, 2), change);
    }

    [Fact]
    public async Task Handing_in_a_proposal_twice_gives_the_first()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var calls = new[] { Dao.Batches.SetCapacityFactor(300) };
        var first = await Dao.ProposeAsync(fixture.Accounts.Operator, calls, "Lower the cap", cancellation);
        var count = await Dao.Governor.ProposalCount().ReadAsync(fixture.Node, cancellation: cancellation);
        var second = await Dao.ProposeAsync(fixture.Accounts.Operator, calls, "Lower the cap", cancellation);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(count, await Dao.Governor.ProposalCount().ReadAsync(fixture.Node, cancellation: cancellation));
    }

    [Fact]
    public async Task Nobody_hands_in_the_proposal_of_another()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var call = Dao.Batches.SetCapacityFactor(304);
        var description = ProposalDescription.Of("Raise the cap", fixture.Accounts.Operator.Address);
        var fault = await Assert.ThrowsAsync<RevertedException>(() => Dao.TransactorOf(fixture.Accounts.Owners[0]).SendAsync(
            Dao.Governor.Propose([call.To], [call.Value], [call.Data.ToArray()], description), cancellation));
        Assert.Equal("GovernorRestrictedProposer", fault.Reason.Name);

        var proposal = await Dao.ProposeAsync(fixture.Accounts.Operator, [call], "Raise the cap", cancellation);
        Assert.Equal((description, "Raise the cap"), (proposal.Description, proposal.Text));
        Assert.Equal(fixture.Accounts.Operator.Address, await Dao.Governor.ProposalProposer(proposal.Id).ReadAsync(fixture.Node, cancellation: cancellation));
    }

    [Fact]
    public async Task Who_has_no_seat_cannot_count()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var proposal = await Dao.ProposeAsync(fixture.Accounts.Operator, [Dao.Batches.SetCapacityFactor(301)], "By owners", cancellation);
        await Dao.VoteAsync(fixture.Accounts.Owners[0], proposal.Id, VoteSupport.For, "", cancellation);
        Assert.Equal(new VoteCount(0, 0, 0), await Dao.VotesAsync(proposal.Id, cancellation));
    }

    [Fact]
    public async Task Every_vote_is_told_in_its_order_with_and_without_parameters()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (first, second, outsider) = (fixture.Accounts.Members[0], fixture.Accounts.Members[1], fixture.Accounts.Owners[0]);
        var other = await Dao.ProposeAsync(fixture.Accounts.Operator, [Dao.Batches.SetCapacityFactor(302)], "Another", cancellation);
        var proposal = await Dao.ProposeAsync(fixture.Accounts.Operator, [Dao.Batches.SetCapacityFactor(303)], "This one", cancellation);
        await Dao.VoteAsync(first, other.Id, VoteSupport.For, "", cancellation);
        await Dao.WaitWhileAsync(proposal.Id, ProposalState.Pending, cancellation);

        await Dao.TransactorOf(first).SendAsync(Dao.Governor.CastVoteWithReasonAndParams(proposal.Id, (byte)VoteSupport.Against, "No panel.", [1]), cancellation);
        // Not UTF-8: a string is encoded as bytes are, and nobody checks it.
        var vote = Dao.Governor.CastVoteWithReason(proposal.Id, (byte)VoteSupport.Abstain, "");
        var reason = AbiEncoder.Encode(AbiSignature.Parameters("(uint256 proposalId, uint8 support, bytes reason)"), [proposal.Id, new BigInteger((int)VoteSupport.Abstain), new byte[] { 0xff }]);
        await Dao.TransactorOf(outsider).SendAsync(vote with { Data = (byte[])[.. vote.Function.Selector, .. reason] }, cancellation);
        await Dao.VoteAsync(second, proposal.Id, VoteSupport.For, "Seen.", cancellation);

        Assert.Equal(
            [new Vote(first.Address, VoteSupport.Against, 1, "No panel."), new Vote(outsider.Address, VoteSupport.Abstain, 0, "\ufffd"), new Vote(second.Address, VoteSupport.For, 1, "Seen.")],
            await Dao.VotesCastAsync(proposal.Id, cancellation));
    }

    [Fact]
    public async Task The_deployer_keeps_no_role()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var admin = await Dao.Timelock.DefaultAdminRole().ReadAsync(fixture.Node, cancellation: cancellation);
        var proposer = await Dao.Timelock.ProposerRole().ReadAsync(fixture.Node, cancellation: cancellation);
        Assert.False(await Dao.Timelock.HasRole(admin, fixture.Accounts.Operator.Address).ReadAsync(fixture.Node, cancellation: cancellation));
        Assert.False(await Dao.Timelock.HasRole(proposer, fixture.Accounts.Operator.Address).ReadAsync(fixture.Node, cancellation: cancellation));
        Assert.True(await Dao.Timelock.HasRole(proposer, Dao.Deployment.EnergyDao).ReadAsync(fixture.Node, cancellation: cancellation));
        Assert.Equal(Dao.Deployment.Timelock, await Dao.Registry.Owner().ReadAsync(fixture.Node, cancellation: cancellation));
    }

    [Fact]
    public async Task A_revert_says_contract_error_and_values()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var owner = fixture.Accounts.Owners[0];
        var fault = await Assert.ThrowsAsync<RevertedException>(() => Dao.TransactorOf(owner).SendAsync(Dao.Registry.SetMinWireVersion(3), cancellation));
        Assert.Equal($"DeviceRegistry.setMinWireVersion: DeviceRegistry: OwnableUnauthorizedAccount(account {owner.Address})", fault.Message);
    }

    [Fact]
    public async Task A_revert_from_deeper_is_explained_by_the_errors_of_the_other_contracts()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var fault = await Assert.ThrowsAsync<RevertedException>(() => Dao.Batches.CapOf(77).ReadAsync(fixture.Node, cancellation: cancellation));
        Assert.Equal("MintBatches: ERC721NonexistentToken(tokenId 77)", fault.Reason.Text);
    }

    [Fact]
    public async Task A_read_where_nothing_is_deployed_says_so()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var nowhere = new MintBatches(fixture.Accounts.Owners[0].Address);
        await Assert.ThrowsAsync<ContractMissingException>(() => nowhere.Deca().ReadAsync(fixture.Node, cancellation: cancellation));
    }
}
