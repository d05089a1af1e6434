namespace GreenPow.EndToEnd.Tests;

/// <summary>kill -9 of the gateway, ten times in the middle of the upload, at lengths of its frame log that are drawn by lot.</summary>
public class KilledGatewayTests(DemoDay undisturbed)
{
    private const int Kills = 10;
    private const int DayReports = 1440;

    [Fact]
    public async Task Ten_kills_change_no_total()
    {
        // The log of an undisturbed day is longer than its frames, so a log of fewer bytes than these is one of an upload that goes on.
        var dayBytes = await DayBytesAsync();
        await using var demo = RunningDemo.Start("--fresh", "--auto-vote", "--until", "claimed", "--keep");
        var log = Path.Combine(demo.Folder, "gateway", "frames", $"{0:x16}.frames");
        for (var kill = 0; kill < Kills; kill++)
        {
            var length = (long)((kill + Random.Shared.NextDouble()) * dayBytes / (Kills + 4)); // the last is far from the end, for a busy machine is slow to kill
            await UntilLogIsAsync(log, length, demo);
            await demo.KillGatewayAsync(TestContext.Current.CancellationToken);
            Assert.InRange(new FileInfo(log).Length, length, dayBytes);
        }
        var summary = await demo.Summary;
        Assert.Equal(Kills, demo.Count("The gateway ended with code 137"));
        Assert.Equal(Kill.Totals(undisturbed.Summary), Kill.Totals(summary));
        foreach (var device in summary.GetProperty("devices").EnumerateArray())
        {
            var id = device.GetProperty("deviceId").GetString();
            var detail = await demo.JsonAsync($"/api/devices/{id}");
            var frames = await demo.Http.GetByteArrayAsync(new Uri($"/api/devices/{id}/frames", UriKind.Relative), TestContext.Current.CancellationToken);
            var chain = await Foreign.FramesAsync(frames, detail.GetProperty("publicKey").GetString()!, detail.GetProperty("networkId").GetString()!);
            Assert.True(chain.GetProperty("frames").GetInt32() >= DayReports); // the script refuses a frame that is missing, twice there, or out of order
        }
    }

    [Fact]
    public async Task A_demo_that_is_ended_just_after_its_gateway_died_leaves_nothing_running()
    {
        await using var demo = RunningDemo.Start("--fresh", "--keep");
        await UntilLogIsAsync(Path.Combine(demo.Folder, "gateway", "frames", $"{0:x16}.frames"), 1, demo);
        await demo.KillGatewayAsync(TestContext.Current.CancellationToken);
    } // its disposal looks

    /// <summary>All frames of yesterday, of the four devices that live the same day in every demo.</summary>
    private async Task<long> DayBytesAsync()
    {
        var bytes = 0L;
        foreach (var device in undisturbed.Summary.GetProperty("devices").EnumerateArray())
        {
            var frames = await undisturbed.Demo.Http.GetByteArrayAsync(
                new Uri($"/api/devices/{device.GetProperty("deviceId").GetString()}/frames", UriKind.Relative), TestContext.Current.CancellationToken);
            var at = 0;
            for (var report = 0; report < DayReports; report++)
            {
                var length = BitConverter.ToUInt16(frames, at);
                bytes += length;
                at += 2 + length;
            }
        }
        return bytes;
    }

    private static async Task UntilLogIsAsync(string log, long length, RunningDemo demo)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!File.Exists(log) || new FileInfo(log).Length < length)
        {
            Assert.False(demo.Summary.IsCompleted, "The demo ended before the gateway was killed ten times.");
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
