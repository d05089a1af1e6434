using System;
using System.Collections;
using GreenPow.Core;

namespace GreenPow.ChipBench
{
    /// <summary>Files in memory, in the chip's own dialect: what the chip's code stands on while it is counted. Costs nothing.</summary>
    public sealed class ChipFlash : IFlash
    {
        private readonly ArrayList _files = new ArrayList();

        public string[] List(string prefix)
        {
            ArrayList found = new ArrayList();
            for (int i = 0; i < _files.Count; i++)
                if (Begins(((ChipFile)_files[i]).Name, prefix)) found.Add(((ChipFile)_files[i]).Name);
            string[] names = new string[found.Count];
            for (int i = 0; i < names.Length; i++) names[i] = (string)found[i];
            return names;
        }

        public int Length(string name)
        {
            ChipFile file = Find(name);
            return file == null ? -1 : file.Length;
        }

        public int Read(string name, int offset, byte[] into, int at, int count)
        {
            ChipFile file = Find(name);
            if (file == null || offset >= file.Length) return 0;
            int available = count < file.Length - offset ? count : file.Length - offset;
            Array.Copy(file.Bytes, offset, into, at, available);
            return available;
        }

        public bool Append(string name, byte[] from, int at, int count)
        {
            ChipFile file = Find(name);
            if (file == null)
            {
                file = new ChipFile { Name = name };
                _files.Add(file);
            }

            byte[] bytes = new byte[file.Length + count];
            Array.Copy(file.Bytes, 0, bytes, 0, file.Length);
            Array.Copy(from, at, bytes, file.Length, count);
            file.Bytes = bytes;
            return true;
        }

        public bool Replace(string name, byte[] from, int at, int count)
        {
            Delete(name);
            return Append(name, from, at, count);
        }

        public void Delete(string name)
        {
            ChipFile file = Find(name);
            if (file != null) _files.Remove(file);
        }

        private ChipFile Find(string name)
        {
            for (int i = 0; i < _files.Count; i++)
                if (((ChipFile)_files[i]).Name == name) return (ChipFile)_files[i];
            return null;
        }

        private static bool Begins(string name, string prefix)
        {
            if (name.Length < prefix.Length) return false;
            for (int i = 0; i < prefix.Length; i++)
                if (name[i] != prefix[i]) return false;
            return true;
        }

        private sealed class ChipFile
        {
            public string Name;
            public byte[] Bytes = new byte[0];

            public int Length => Bytes.Length;
        }
    }
}
