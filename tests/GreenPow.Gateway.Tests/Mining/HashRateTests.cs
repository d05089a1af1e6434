using GreenPow.Gateway.Mining;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Mining;

public sealed class HashRateTests
{
    [Fact]
    public void The_rate_is_hashes_over_the_seconds_of_working_slots() => Assert.Equal(60, HashRate.Estimate([Slot(3_000), Slot(4_200), Slot(0)]));

    [Fact]
    public void A_device_that_has_not_worked_has_no_rate() => Assert.Null(HashRate.Estimate([Slot(0), Slot(60)]));

    private static SealedReport Slot(uint hashesTried) => new(1, 0, 60, 0, 0, []) { FrameHash = [], ReceivedAt = DateTimeOffset.UnixEpoch, HashesTried = hashesTried };
}
