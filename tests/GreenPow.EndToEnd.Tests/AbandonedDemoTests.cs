namespace GreenPow.EndToEnd.Tests;

/// <summary>A demo that ends otherwise than by Ctrl-C: killed, or with its terminal.</summary>
public class AbandonedDemoTests
{
    [Theory]
    [InlineData("KILL")]
    [InlineData("HUP")]
    public async Task Gateway_and_chain_end_with_it(string signal)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(TimeSpan.FromMinutes(12));
        await using var demo = RunningDemo.Start("--fresh", "--headless", "--keep");
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (demo.Count("The gateway is up") == 0) await look.WaitForNextTickAsync(guard.Token);
        await demo.SignalAsync(signal, guard.Token);
    }
}
