using GreenPow.Dao;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Web;

public class VoteDoorTests
{
    private static readonly EpochRecord Epoch = new(20_411, 1_763_535_600, 1_763_622_000, EpochState.Voting, new byte[32], new byte[32], "0", "0", "7", "", DateTimeOffset.UnixEpoch);

    private static Ballot Ballot(ProposalState state, bool canVoteHere = true, params VoteSupport?[] votes) => new(
        Epoch, "", state, new(votes.Count(vote => vote == VoteSupport.Against), votes.Count(vote => vote == VoteSupport.For), votes.Count(vote => vote == VoteSupport.Abstain)), 2, 2, 0,
        [.. votes.Select((vote, index) => new MemberBallot(index + 1, Address.Zero, false, vote is { } support ? new(Address.Zero, support, 1, "") : null, canVoteHere))]);

    [Theory]
    [InlineData("for", VoteSupport.For)]
    [InlineData("against", VoteSupport.Against)]
    [InlineData("abstain", VoteSupport.Abstain)]
    public void A_vote_is_a_word(string word, VoteSupport support)
    {
        Assert.True(VoteDoor.TryRead(word, out var read));
        Assert.Equal(support, read);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("For")]
    [InlineData("")]
    [InlineData(null)]
    public void A_number_or_anything_else_is_no_vote(string? word) => Assert.False(VoteDoor.TryRead(word, out _));

    [Fact]
    public void A_member_who_has_not_voted_may_while_the_vote_is_open() => Assert.Null(VoteDoor.Judge(Ballot(ProposalState.Active, votes: [VoteSupport.For, null, null]), 2));

    [Fact]
    public void A_second_vote_is_refused_also_after_the_end()
    {
        Assert.Equal(VoteRefusal.HasVoted, VoteDoor.Judge(Ballot(ProposalState.Active, votes: [VoteSupport.For, null]), 1));
        Assert.Equal(VoteRefusal.HasVoted, VoteDoor.Judge(Ballot(ProposalState.Executed, votes: [VoteSupport.For, null]), 1));
    }

    [Theory]
    [InlineData(ProposalState.Pending, VoteRefusal.NotBegun)]
    [InlineData(ProposalState.Succeeded, VoteRefusal.Ended)]
    [InlineData(ProposalState.Queued, VoteRefusal.Ended)]
    [InlineData(ProposalState.Defeated, VoteRefusal.Ended)]
    public void A_vote_outside_its_time_is_refused(ProposalState state, VoteRefusal refusal) => Assert.Equal(refusal, VoteDoor.Judge(Ballot(state, votes: [null]), 1));

    [Fact]
    public void Nobody_votes_for_a_member_who_is_none_or_whose_key_is_elsewhere()
    {
        Assert.Equal(VoteRefusal.NoMember, VoteDoor.Judge(Ballot(ProposalState.Active, votes: [null]), 2));
        Assert.Equal(VoteRefusal.KeysElsewhere, VoteDoor.Judge(Ballot(ProposalState.Active, canVoteHere: false, votes: [null]), 1));
    }

    [Fact]
    public void Every_refusal_has_words() => Assert.All(Enum.GetValues<VoteRefusal>(), refusal => Assert.EndsWith(".", VoteDoor.Text(refusal), StringComparison.Ordinal));
}
