namespace GreenPow.VirtualHardware.Power;

/// <summary>A signal between threads of one firmware: lets one waiter through per set, waits on the board's clock, and ends with the power.</summary>
public sealed class FirmwareSignal(BoardRun run, bool isSet)
{
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private bool isSet = isSet;

    public void Set()
    {
        lock (waiting)
        {
            if (waiting.First is { } first)
            {
                waiting.RemoveFirst();
                first.Value.SetResult();
            }
            else
            {
                isSet = true;
            }
        }
    }

    /// <summary>False when the time is over.</summary>
    public bool Wait(TimeSpan limit)
    {
        run.Require();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            if (isSet)
            {
                isSet = false;
                return true;
            }
            waiting.AddLast(turn);
        }
        try
        {
            turn.Task.WaitAsync(limit, run.Board.Time, run.Off).GetAwaiter().GetResult();
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            run.Require();
            lock (waiting)
            {
                // False only if it was set between the end of the time and here.
                if (waiting.Remove(turn))
                    return false;
            }
        }
        return true;
    }
}
