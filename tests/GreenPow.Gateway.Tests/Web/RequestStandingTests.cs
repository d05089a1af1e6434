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
}
