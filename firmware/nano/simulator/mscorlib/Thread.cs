using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Power;

namespace System.Threading;

/// <summary>A thread of the firmware: it sleeps on the board's clock and ends with the power.</summary>
public sealed class Thread
{
    [ThreadStatic]
    private static Thread current;

    private readonly ThreadStart body;
    private FirmwareThread running;

    public Thread(ThreadStart start) => body = start;

    public static Thread CurrentThread => current ??= new Thread(() => { });

    public bool IsAlive => running is { IsAlive: true };

    public ThreadPriority Priority { get; set; } = ThreadPriority.Normal;

    public static void Sleep(int millisecondsTimeout) =>
        Here.Run.Wait(millisecondsTimeout < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(millisecondsTimeout));

    public static void Sleep(TimeSpan timeout) => Here.Run.Wait(timeout);

    public void Start() => running = Here.Run.StartThread(body.Method.Name, () =>
    {
        current = this;
        body();
    });

    public void Join() => Join(Timeout.Infinite);

    public bool Join(int millisecondsTimeout)
    {
        Here.Run.Require();
        return (running ?? throw new InvalidOperationException("The thread has not been started.")).Join(millisecondsTimeout);
    }
}
