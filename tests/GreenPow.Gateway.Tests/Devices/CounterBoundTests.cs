using GreenPow.Energy;
using GreenPow.Gateway.Devices;

namespace GreenPow.Gateway.Tests.Devices;

public class CounterBoundTests
{
    private static readonly ChannelAccuracy Ina228 = new(new(50), new(20));

    private static SealedPoint Point(ulong sequence, long milliwattHours, uint segment = 0) =>
        new(sequence, segment, sequence == 1, 1_763_535_600 + 60 * (long)sequence, 60, ClockSynchronised: true, [new(EnergyRole.Generation, new(milliwattHours), Ina228)]);

    // docs/minting.md: 1,439 slots, 3,255,873 mWh, lower bound 3,239,113.97.
    [Fact]
    public void The_zero_error_of_the_time_is_in_it_as_in_the_evidence()
    {
        var bound = Assert.Single(CounterBound.Between(Point(1, 0), Point(1440, 3_255_873)));
        Assert.Equal(3_239_113, bound.Lower.Floor().Value);
        Assert.Equal(52, bound.Relative.Hundredths);
    }

    [Fact]
    public void Two_runs_of_counters_are_not_compared() => Assert.Empty(CounterBound.Between(Point(1, 0), Point(1440, 3_255_873, segment: 1)));
}
