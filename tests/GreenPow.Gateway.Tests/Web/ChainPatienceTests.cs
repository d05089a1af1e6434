using GreenPow.Dao;
using GreenPow.Gateway.Web;

namespace GreenPow.Gateway.Tests.Web;

public class ChainPatienceTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task An_answer_is_passed_on() => Assert.Equal((7, false), await new ChainPatience(_time).AskAsync(_ => Task.FromResult(7)));

    [Fact]
    public async Task A_chain_that_says_nothing_is_silent_after_the_limit()
    {
        var asking = new ChainPatience(_time).AskAsync(async limit =>
        {
            await Task.Delay(Timeout.Infinite, limit);
            return 7;
        });
        Assert.False(asking.IsCompleted);
        Assert.Equal(ChainPatience.Limit, _time.Due);
        _time.Elapse();
        Assert.Equal((0, true), await asking);
    }

    [Fact]
    public async Task A_chain_that_is_not_there_is_silent_at_once() =>
        Assert.Equal((0, true), await new ChainPatience(_time).AskAsync<int>(_ => throw new NodeUnreachableException(new("http://127.0.0.1:1"), "refused")));

    [Fact]
    public async Task Another_fault_is_not_taken_for_silence() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ChainPatience(_time).AskAsync<int>(_ => throw new InvalidOperationException()));

    /// <summary>One timer that a test lets elapse.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private Action _elapse = () => { };

        public TimeSpan Due { get; private set; }

        public void Elapse() => _elapse();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, _elapse) = (dueTime, () => callback(state));
            return new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite);
        }
    }
}
