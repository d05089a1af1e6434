using GreenPow.Dao;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Web;

public class RequestStandingTests
{
    private static EpochRecord Epoch(EpochState state, bool mints = true) => new(
        20_411, 1_763_535_600, 1_763_622_000, state, mints ? new byte[32] : null, new byte[32], "0", "0", null, "", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(EpochState.Closed, "closed", "wait")]
    [InlineData(EpochState.Voting, "voting", "wait")]
    [InlineData(EpochState.Rejected, "rejected", "bad")]
    [InlineData(EpochState.Queued, "passed", "wait")]
    [InlineData(EpochState.Active, "live", "good")]
    [InlineData(EpochState.Claimed, "claimed", "good")]
    public void Each_state_has_a_word_and_a_style(EpochState state, string word, string style)
    {
        var standing = RequestStanding.Of(Epoch(state));
        Assert.Equal((word, style), (standing.Word, standing.Class));
    }

    [Fact]
    public void An_epoch_without_a_root_asks_for_nothing() => Assert.Equal("nothing to mint", RequestStanding.Of(Epoch(EpochState.Closed, mints: false)).Word);

    [Fact]
    public void Every_state_is_known() => Assert.All(Enum.GetValues<EpochState>(), state => Assert.NotEmpty(RequestStanding.Of(Epoch(state)).Text));

    [Fact]
    public void A_state_that_does_not_exist_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RequestStanding.Of(Epoch((EpochState)99)));

    [Theory]
    [InlineData(0, 0, 0, "The seats vote.")]
    [InlineData(1, 1, 0, "The seats vote.")]
    [InlineData(0, 2, 0, "Enough seats are against")] // one more For is still fewer
    [InlineData(0, 1, 1, "Enough seats are against")] // a draw does not pass
    [InlineData(1, 0, 2, "More seats are in favour")]
    [InlineData(2, 0, 0, "More seats are in favour")]
    public void What_is_beyond_doubt_is_said_before_the_end(long @for, long against, long abstain, string begin) =>
        Assert.StartsWith(begin, RequestStanding.Outlook(new(against, @for, abstain), quorum: 2, seats: 3), StringComparison.Ordinal);

    [Fact]
    public void Too_few_seats_for_a_quorum_are_said() => Assert.StartsWith("Too few seats", RequestStanding.Outlook(new(Against: 2, For: 3, Abstain: 0), quorum: 4, seats: 5), StringComparison.Ordinal);

    [Theory]
    [InlineData(ProposalState.Active, "voting")]
    [InlineData(ProposalState.Succeeded, "passed")]
    [InlineData(ProposalState.Queued, "passed")]
    [InlineData(ProposalState.Executed, "live")]
    [InlineData(ProposalState.Defeated, "rejected")]
    public void The_chain_s_word_comes_before_the_gateway_s_next_step(ProposalState state, string word) =>
        Assert.Equal(word, RequestStanding.Of(Epoch(EpochState.Voting), new Ballot(Epoch(EpochState.Voting), "", state, new(0, 0, 0), 2, 2, 0, [])).Word);
}
