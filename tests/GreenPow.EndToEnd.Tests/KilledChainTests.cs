using System.Globalization;

namespace GreenPow.EndToEnd.Tests;

/// <summary>kill -9 of the development chain, which loses its newest blocks with it.</summary>
public class KilledChainTests(DemoDay undisturbed)
{
    [Fact]
    public async Task A_chain_that_dies_with_its_newest_blocks_changes_no_total()
    {
        await using var demo = RunningDemo.Start("--fresh", "--auto-vote", "--until", "claimed", "--keep");
        foreach (var state in new[] { "voting", "active" })
        {
            await UntilStateAsync(demo, state);
            await Kill.NowAsync(int.Parse((await File.ReadAllTextAsync(Path.Combine(demo.Folder, "chain", "anvil.pid"), TestContext.Current.CancellationToken)).Split(' ')[0], CultureInfo.InvariantCulture));
        }
        Assert.Equal(Kill.Totals(undisturbed.Summary), Kill.Totals(await demo.Summary));
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
}
