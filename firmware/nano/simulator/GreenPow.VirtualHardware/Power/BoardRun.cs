using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace GreenPow.VirtualHardware.Power;

/// <summary>One life of the firmware, from reset to off. What it holds is gone afterwards; the board and its flash stay.</summary>
public sealed class BoardRun : IDisposable
{
    /// <summary>A thread that catches even this so often is never going to end; it is parked for good.</summary>
    private const int ThrowsBeforeParking = 3;

    [ThreadStatic]
    private static int throws;

    private readonly TaskCompletionSource<OffCause> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource off = new();
    private readonly long startedAt;
    private readonly ConcurrentQueue<Exception> faults = new();
    private readonly BlockingCollection<Action> events = new(1024);
    private int liveThreads;
    private int parkedThreads;

    internal BoardRun(VirtualBoard board, StartCause startCause)
    {
        (Hardware, StartCause) = (board, startCause);
        Off = off.Token;
        startedAt = board.Time.GetTimestamp();
        StartThread("events", DispatchEvents);
    }

    public StartCause StartCause { get; }

    /// <summary>How the run ended; completes once, and by then no call of this firmware reaches the board any more.</summary>
    public Task<OffCause> Ended => ended.Task;

    public CancellationToken Off { get; }

    /// <summary>How long the firmware asked to sleep; null = for ever.</summary>
    public TimeSpan? SleepsFor { get; private set; }

    /// <summary>What Main threw, if it did.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>What threads of the firmware ended with; on the chip, too, such a thread is gone.</summary>
    public IReadOnlyCollection<Exception> Faults => faults;

    /// <summary>Threads of the firmware, and the one that brings it events.</summary>
    public int LiveThreads => Volatile.Read(ref liveThreads);

    /// <summary>Threads of the firmware that would not end and now wait for good.</summary>
    public int ParkedThreads => Volatile.Read(ref parkedThreads);

    /// <summary>Since reset.</summary>
    public long UptimeMilliseconds => (long)Hardware.Time.GetElapsedTime(startedAt).TotalMilliseconds;

    /// <summary>The board, for the device libraries: each call goes through here, and none comes through once the power is off.</summary>
    public VirtualBoard Board
    {
        get
        {
            Require();
            return Hardware;
        }
    }

    private VirtualBoard Hardware { get; }

    /// <summary>The run that an assembly was loaded for.</summary>
    public static BoardRun Of(Assembly assembly) =>
        AssemblyLoadContext.GetLoadContext(assembly) is BoardContext context
            ? context.Run
            : throw new InvalidOperationException($"{assembly.GetName().Name} works only in a firmware that {nameof(BoardContext)} has loaded.");

    /// <summary>Returns while the power is on.</summary>
    public void Require()
    {
        if (!ended.Task.IsCompleted)
            return;
        if (++throws > ThrowsBeforeParking)
        {
            Interlocked.Increment(ref parkedThreads);
            Thread.Sleep(Timeout.Infinite);
        }
        throw new PoweredOffException();
    }

    /// <summary>Waits on the board's clock; a wait that the end of the run cuts short does not return.</summary>
    public void Wait(TimeSpan time)
    {
        Require();
        try
        {
            Task.Delay(time, Hardware.Time, Off).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Require();
        }
    }

    /// <summary>Starts a thread of the firmware: it ends with the power, and what it throws is told.</summary>
    public FirmwareThread StartThread(string name, Action body)
    {
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (PoweredOffException)
            {
                // As every thread ends.
            }
            catch (Exception fault)
            {
                Tell(fault, $"thread '{name}'");
            }
            finally
            {
                Interlocked.Decrement(ref liveThreads);
            }
        })
        { IsBackground = true, Name = $"{Hardware.Name}: {name}" };
        Interlocked.Increment(ref liveThreads);
        thread.Start();
        return new FirmwareThread(thread);
    }

    /// <summary>Lets the runtime's one event thread call the firmware.</summary>
    public void Post(Action call)
    {
        try
        {
            events.Add(call, Off);
        }
        catch (Exception over) when (over is OperationCanceledException or InvalidOperationException)
        {
            // Events of a board that is off go nowhere.
        }
    }

    /// <summary>Ends the run from outside, or from a device library (which then calls <see cref="Require"/>).</summary>
    public void End(OffCause cause, TimeSpan? sleepsFor = null, Exception? fault = null)
    {
        lock (ended)
        {
            if (ended.Task.IsCompleted)
                return;
            (SleepsFor, Fault) = (sleepsFor, fault);
            Hardware.RunEnded(cause);
            ended.SetResult(cause);
        }
        off.Cancel();
    }

    public void Dispose() => End(OffCause.PowerCut);

    // A handler that throws does not end the events of the others.
    private void Dispatch(Action call)
    {
        try
        {
            call();
        }
        catch (Exception fault) when (fault is not PoweredOffException)
        {
            Tell(fault, "an event");
        }
    }

    private void Tell(Exception fault, string where)
    {
        faults.Enqueue(fault);
        Hardware.Log.Write($"{where} ended: {fault}");
    }

    private void DispatchEvents()
    {
        try
        {
            foreach (var call in events.GetConsumingEnumerable(Off))
                Dispatch(call);
        }
        catch (OperationCanceledException)
        {
            Require();
        }
    }
}
