using System.Runtime.Loader;
using GreenPow.Simulator.Boards;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A board that starts again and again for years of simulated weather.</summary>
public sealed class RestartMemoryTests
{
    private const int Starts = 6;

    [Fact]
    public async Task Nothing_of_a_run_stays_in_memory_when_its_power_is_gone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var board = ReferenceBoard.Make("restarts", TimeProvider.System, new MemoryStore());
        for (var start = 0; start < Starts; start++)
        {
            await using var host = new FirmwareHost(board);
            host.PowerOn();
            await new BoardInstaller(board, cancellation).JoinAsync(ReferenceBoard.Wifi);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        // The last one is still in the hands of its host's frames.
        while (AssemblyLoadContext.All.Count(context => context.Name?.StartsWith(board.Name, StringComparison.Ordinal) == true) > 1)
        {
            Assert.False(limit.IsCancellationRequested, "Contexts of past runs are still there.");
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(50, cancellation);
        }
    }
}
