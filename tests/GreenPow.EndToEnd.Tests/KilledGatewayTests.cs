namespace GreenPow.EndToEnd.Tests;

/// <summary>kill -9 of the gateway, ten times at random moments from the first frames on.</summary>
public class KilledGatewayTests(DemoDay undisturbed)
{
    [Fact]
    public async Task Ten_kills_change_no_total()
    {
        await using var demo = RunningDemo.Start("--fresh", "--auto-vote", "--until", "claimed", "--keep");
        var random = new Random();
        var known = 0L;
        for (var kill = 0; kill < 10 && !demo.Summary.IsCompleted; kill++)
        {
            known = await UntilNewReportsAsync(demo, known);
            var milliseconds = random.Next(400);
            using (var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds + 1))) await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await Kill.NowAsync(demo.GatewayProcessId());
        }
        var summary = await demo.Summary;
        Assert.Equal(Kill.Totals(undisturbed.Summary), Kill.Totals(summary));
        foreach (var device in summary.GetProperty("devices").EnumerateArray())
        {
            var id = device.GetProperty("deviceId").GetString();
            var detail = await demo.JsonAsync($"/api/devices/{id}");
            var frames = await demo.Http.GetByteArrayAsync(new Uri($"/api/devices/{id}/frames", UriKind.Relative), TestContext.Current.CancellationToken);
            var chain = await Foreign.FramesAsync(frames, detail.GetProperty("publicKey").GetString()!, detail.GetProperty("networkId").GetString()!);
            Assert.True(chain.GetProperty("frames").GetInt32() >= 1440); // the script refuses a frame that is missing, twice there, or out of order
        }
    }

    /// <summary>Waits until the gateway holds more than before, or has everything, or the demo has ended.</summary>
    private static async Task<long> UntilNewReportsAsync(RunningDemo demo, long before)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!demo.Summary.IsCompleted)
        {
            try
            {
                var devices = await demo.JsonAsync("/api/devices");
                var held = devices.EnumerateArray().Sum(device => device.GetProperty("newestSequence").GetInt64());
                if (held > before || held >= 4 * 1440) return held;
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or InvalidOperationException)
            {
                // Starting again.
            }
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
        return before;
    }
}
