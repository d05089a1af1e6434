// Signatures as in nanoframework/CoreLibrary v1.17.11, nanoFramework.CoreLibrary/System/Threading/{Thread,ThreadStart,Monitor,WaitHandle,AutoResetEvent}.cs.
namespace System.Threading
{
    public static class Monitor
    {
        public static extern void Enter(object obj);
        public static extern void Exit(object obj);
    }

    public delegate void ThreadStart();

    public enum ThreadPriority
    {
        Lowest = 0,
        BelowNormal,
        Normal,
        AboveNormal,
        Highest,
    }

    public sealed class Thread
    {
        public extern Thread(ThreadStart start);
        public extern ThreadPriority Priority { get; set; }
        public extern bool IsAlive { get; }
        public extern void Start();
        public static extern void Sleep(int millisecondsTimeout);
    }

    public abstract class WaitHandle : MarshalByRefObject
    {
        public virtual extern bool WaitOne(int millisecondsTimeout, bool exitContext);
        public virtual extern bool WaitOne();
    }

    public sealed class AutoResetEvent : WaitHandle
    {
        public extern AutoResetEvent(bool initialState);
        public extern bool Set();
    }
}
