using System;
using System.IO;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Files on the internal littlefs volume; a file is open only while one of these calls runs.</summary>
    public sealed class FlashFiles : IFlash
    {
        private const string Root = "I:\\";

        public string[] List(string prefix)
        {
            string[] paths = Directory.GetFiles(Root);
            int count = 0;
            for (int i = 0; i < paths.Length; i++)
            {
                string name = Name(paths[i]);
                if (name.StartsWith(prefix)) paths[count++] = name;
            }

            string[] names = new string[count];
            Array.Copy(paths, names, count);
            return names;
        }

        public int Length(string name)
        {
            if (!File.Exists(Root + name)) return -1;
            using (FileStream file = new FileStream(Root + name, FileMode.Open, FileAccess.Read))
            {
                return (int)file.Length;
            }
        }

        public int Read(string name, int offset, byte[] into, int at, int count)
        {
            if (!File.Exists(Root + name)) return 0;
            using (FileStream file = new FileStream(Root + name, FileMode.Open, FileAccess.Read))
            {
                if (offset >= file.Length) return 0;
                file.Seek(offset, SeekOrigin.Begin);
                int read = 0;
                while (read < count)
                {
                    int more = file.Read(into, at + read, count - read);
                    if (more <= 0) break;
                    read += more;
                }

                return read;
            }
        }

        public bool Append(string name, byte[] from, int at, int count) => Write(name, FileMode.Append, from, at, count);

        public bool Replace(string name, byte[] from, int at, int count) => Write(name, FileMode.Create, from, at, count);

        public void Delete(string name)
        {
            if (File.Exists(Root + name)) File.Delete(Root + name);
        }

        // A full volume is an IOException here; it may have taken some of the bytes, which the core's records see through.
        private static bool Write(string name, FileMode mode, byte[] from, int at, int count)
        {
            try
            {
                using (FileStream file = new FileStream(Root + name, mode, FileAccess.Write))
                {
                    file.Write(from, at, count);
                    file.Flush();
                }

                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        // The volume lists whole paths.
        private static string Name(string path)
        {
            int begin = path.Length;
            while (begin > 0 && path[begin - 1] != '\\') begin--;
            return path.Substring(begin);
        }
    }
}
