using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Power;

namespace System.Threading;

public abstract class WaitHandle : MarshalByRefObject
{
    internal WaitHandle(bool initialState) => Signal = new FirmwareSignal(Here.Run, initialState);

    internal FirmwareSignal Signal { get; }

    public virtual bool WaitOne(int millisecondsTimeout, bool exitContext) =>
        Signal.Wait(millisecondsTimeout < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(millisecondsTimeout));

    public virtual bool WaitOne() => WaitOne(Timeout.Infinite, false);
}

public sealed class AutoResetEvent : WaitHandle
{
    public AutoResetEvent(bool initialState)
        : base(initialState)
    {
    }

    public bool Set()
    {
        Here.Run.Require();
        Signal.Set();
        return true;
    }
}
