// nanoframework/System.IO.Streams v1.1.96, System.IO.Streams/{Stream,SeekOrigin}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.96.0")]

namespace System.IO
{
    public enum SeekOrigin
    {
        Begin = 0,
        Current = 1,
        End = 2,
    }

    public abstract class Stream : MarshalByRefObject, IDisposable
    {
        public abstract long Length { get; }
        public abstract long Position { get; set; }
        public extern void Dispose();
        public abstract void Flush();
        public abstract int Read(byte[] buffer, int offset, int count);
        public abstract long Seek(long offset, SeekOrigin origin);
        public abstract void Write(byte[] buffer, int offset, int count);
    }
}
