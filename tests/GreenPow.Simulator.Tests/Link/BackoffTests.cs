using GreenPow.Simulator.Link;

namespace GreenPow.Simulator.Tests.Link;

public class BackoffTests
{
    [Fact]
    public void The_first_attempt_does_not_wait() => Assert.Equal(TimeSpan.Zero, Backoff.After(0, 0.7));

    [Fact]
    public void Waits_double_up_to_a_minute()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 8).Select(failures => Backoff.After(failures, 1).TotalSeconds));
    }

    [Fact]
    public void Chance_spreads_a_wait_over_its_second_half() => Assert.Equal(8, Backoff.After(5, 0).TotalSeconds);
}
