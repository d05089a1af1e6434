using System.Reflection;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;

namespace GreenPow.Simulator.Boards;

/// <summary>Runs a firmware assembly, as it was compiled for the chip, on a virtual board: from power-on over sleeps and reboots until the power goes.</summary>
public sealed class FirmwareHost(VirtualBoard board) : IAsyncDisposable
{
    /// <summary>The chip's runtime begins anew when a Main has ended; not at once, so that a broken one does not burn the processor.</summary>
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private static readonly string LibraryFolder = Path.Combine(AppContext.BaseDirectory, "board");

    /// <summary>The product, as firmware/nano/check compiled it for the chip.</summary>
    private static readonly string FirmwarePath = Path.Combine(LibraryFolder, "GreenPow.Firmware.dll");

    private CancellationTokenSource? plug;
    private readonly List<Exception> crashes = [];
    private Task powered = Task.CompletedTask;

    public VirtualBoard Board { get; } = board;

    /// <summary>Runs so far, the one that is on included.</summary>
    public int Starts { get; private set; }

    /// <summary>What Main threw, each time it did: a firmware never should.</summary>
    public IReadOnlyList<Exception> Crashes => crashes;

    /// <summary>Completes when the board has lost its power, for whatever reason.</summary>
    public Task Unpowered => powered;

    /// <summary>Plugs the board in.</summary>
    public void PowerOn()
    {
        if (!powered.IsCompleted)
            throw new InvalidOperationException($"Board {Board.Name} is already plugged in.");
        plug?.Dispose();
        plug = new CancellationTokenSource();
        powered = RunAsync(plug.Token);
        if (powered.IsFaulted)
            powered.GetAwaiter().GetResult();
    }

    /// <summary>Pulls the plug; nothing of the firmware reaches the board any more when this returns.</summary>
    public async Task PowerOffAsync()
    {
        if (plug is null)
            return;
        await plug.CancelAsync();
        Board.CutPower();
        await powered;
    }

    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync();
        plug?.Dispose();
    }

    private async Task RunAsync(CancellationToken unplugging)
    {
        var cause = StartCause.PowerOn;
        while (!unplugging.IsCancellationRequested)
        {
            var run = Load(cause);
            using (unplugging.Register(() => run.End(OffCause.PowerCut)))
            {
                switch (await run.Ended)
                {
                    case OffCause.PowerCut:
                        return;
                    case OffCause.Reboot:
                        cause = StartCause.Reboot;
                        break;
                    case OffCause.DeepSleep:
                        cause = StartCause.SleepTimer;
                        if (!await SleptAsync(run.SleepsFor ?? Timeout.InfiniteTimeSpan, unplugging))
                            return;
                        break;
                    case OffCause.Ended:
                        cause = StartCause.Reboot;
                        if (run.Fault is not null)
                            crashes.Add(run.Fault);
                        if (!await SleptAsync(RestartPause, unplugging))
                            return;
                        break;
                }
            }
        }
    }

    private async Task<bool> SleptAsync(TimeSpan time, CancellationToken unplugging)
    {
        try
        {
            await Task.Delay(time, Board.Time, unplugging);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private BoardRun Load(StartCause cause)
    {
        Starts++;
        var run = Board.Start(cause);
        var context = new BoardContext($"{Board.Name} #{Starts}", LibraryFolder, run);
        var main = context.LoadFromAssemblyPath(FirmwarePath).EntryPoint
            ?? throw new InvalidOperationException($"{FirmwarePath} has no Main.");
        run.StartThread("Main", () => RunMain(run, main));
        run.Ended.ContinueWith(_ => context.Unload(), TaskScheduler.Default);
        return run;
    }

    private static void RunMain(BoardRun run, MethodInfo main)
    {
        try
        {
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()], null);
            run.End(OffCause.Ended);
        }
        catch (Exception fault) when (fault is not PoweredOffException)
        {
            run.End(OffCause.Ended, fault: fault);
            throw;
        }
    }
}
