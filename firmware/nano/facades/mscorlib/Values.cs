// Signatures as in nanoframework/CoreLibrary v1.17.11, nanoFramework.CoreLibrary/System/{Console,DateTime,EventArgs,Guid,MarshalByRefObject,Random,SpanByte,TimeSpan}.cs.
namespace System
{
    public static class Console
    {
        public static extern void WriteLine(string value);
    }

    public struct DateTime
    {
        public extern DateTime(long ticks);
        public static extern DateTime UtcNow { get; }
        public extern long Ticks { get; }
    }

    public struct TimeSpan
    {
        public extern TimeSpan(long ticks);
        public extern long Ticks { get; }
    }

    public class EventArgs
    {
        public extern EventArgs();
    }

    public struct Guid
    {
        public extern Guid(string g);
    }

    public abstract class MarshalByRefObject
    {
        protected extern MarshalByRefObject();
    }

    public class Random
    {
        public extern Random();
        public virtual extern void NextBytes(byte[] buffer);
    }

    public readonly ref struct SpanByte
    {
        public extern SpanByte(byte[] array);
        public extern SpanByte(byte[] array, int start, int length);
        public static extern implicit operator SpanByte(byte[] array);
    }
}
