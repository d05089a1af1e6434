// nanoframework/System.IO.FileSystem v1.1.93, System.IO.FileSystem/{File,FileStream,Directory,FileMode,FileAccess}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.93.0")]

namespace System.IO
{
    public enum FileMode
    {
        CreateNew = 1,
        Create = 2,
        Open = 3,
        OpenOrCreate = 4,
        Truncate = 5,
        Append = 6,
    }

    public enum FileAccess
    {
        Read = 1,
        Write = 2,
        ReadWrite = 3,
    }

    public static class File
    {
        public static extern bool Exists(string path);
        public static extern void Delete(string path);
    }

    public static class Directory
    {
        public static extern string[] GetFiles(string path);
    }

    public class FileStream : Stream
    {
        public extern FileStream(string path, FileMode mode, FileAccess access);
        public override extern long Length { get; }
        public override extern long Position { get; set; }
        public override extern void Flush();
        public override extern int Read(byte[] buffer, int offset, int count);
        public override extern long Seek(long offset, SeekOrigin origin);
        public override extern void Write(byte[] buffer, int offset, int count);
    }
}
