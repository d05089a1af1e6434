using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GreenPow.EndToEnd.Tests;

/// <summary>kill -9 of the gateway, ten times at random moments from the first frames on, and of the chain beside it.</summary>
public class KillTests(DemoDay undisturbed)
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
            await KillAsync(demo.GatewayProcessId());
        }
        var summary = await demo.Summary;
        Assert.Equal(Totals(undisturbed.Summary), Totals(summary));
        foreach (var device in summary.GetProperty("devices").EnumerateArray())
        {
            var id = device.GetProperty("deviceId").GetString();
            var detail = await demo.JsonAsync($"/api/devices/{id}");
            var frames = await demo.Http.GetByteArrayAsync(new Uri($"/api/devices/{id}/frames", UriKind.Relative), TestContext.Current.CancellationToken);
            var chain = await Foreign.FramesAsync(frames, detail.GetProperty("publicKey").GetString()!, detail.GetProperty("networkId").GetString()!);
            Assert.True(chain.GetProperty("frames").GetInt32() >= 1440); // the script refuses a frame that is missing, twice there, or out of order
        }
    }

    [Fact]
    public async Task A_chain_that_dies_with_its_newest_blocks_changes_no_total()
    {
        await using var demo = RunningDemo.Start("--fresh", "--auto-vote", "--until", "claimed", "--keep");
        foreach (var state in new[] { "voting", "active" })
        {
            await UntilStateAsync(demo, state);
            await KillAsync(int.Parse((await File.ReadAllTextAsync(Path.Combine(demo.Folder, "chain", "anvil.pid"), TestContext.Current.CancellationToken)).Split(' ')[0], CultureInfo.InvariantCulture));
        }
        Assert.Equal(Totals(undisturbed.Summary), Totals(await demo.Summary));
        var log = await File.ReadAllTextAsync(Path.Combine(demo.Folder, "gateway.log"), TestContext.Current.CancellationToken);
        Assert.Contains("The chain ended by itself", log, StringComparison.Ordinal);
    }

    /// <summary>Waits until the epoch is in this state or beyond it.</summary>
    private static async Task UntilStateAsync(RunningDemo demo, string state)
    {
        string[] order = ["closed", "voting", "queued", "active", "claimed"];
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!demo.Summary.IsCompleted)
        {
            try
            {
                var epochs = await demo.JsonAsync("/api/epochs");
                if (epochs.GetArrayLength() > 0 && Array.IndexOf(order, epochs[0].GetProperty("state").GetString()) >= Array.IndexOf(order, state)) return;
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
            {
                // Not up yet.
            }
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The same plans and seeds live the same day, so every figure is the same to the milliwatt-hour.</summary>
    private static List<string> Totals(JsonElement summary) =>
    [
        .. summary.GetProperty("devices").EnumerateArray().Select(device => string.Join(' ',
            new[] { "kind", "truthMilliwattHours", "countedMilliwattHours", "receivedMilliwattHours", "mintedMilliwattHours" }.Select(name => device.GetProperty(name).ToString()))),
        summary.GetProperty("energyMintedWei").GetString()!,
        summary.GetProperty("decaMintedWei").GetString()!,
    ];

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

    internal static async Task KillAsync(int processId)
    {
        if (processId == 0) return;
        using var kill = Process.Start("kill", ["-9", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
