using System;

namespace GreenPow.Core
{
    /// <summary>The spool's files in the order of their sequences: twelve bytes of memory each.</summary>
    public sealed class SpoolIndex
    {
        private ulong[] _first = new ulong[8];
        private int[] _bytes = new int[8];

        public int Count { get; private set; }

        public int TotalBytes { get; private set; }

        /// <summary>Memory of the table itself, for whoever counts.</summary>
        public int TableBytes => _first.Length * 12;

        public ulong FirstSequence(int index) => _first[index];

        public int FileBytes(int index) => _bytes[index];

        public void Clear() => Count = TotalBytes = 0;

        public void Add(ulong firstSequence, int bytes)
        {
            if (Count == _first.Length) Grow();
            int place = Count;
            for (; place > 0 && _first[place - 1] > firstSequence; place--)
            {
                _first[place] = _first[place - 1];
                _bytes[place] = _bytes[place - 1];
            }

            _first[place] = firstSequence;
            _bytes[place] = bytes;
            Count++;
            TotalBytes += bytes;
        }

        public void Enlarge(int index, int bytes)
        {
            _bytes[index] += bytes;
            TotalBytes += bytes;
        }

        public void RemoveAt(int index)
        {
            TotalBytes -= _bytes[index];
            Count--;
            for (int i = index; i < Count; i++)
            {
                _first[i] = _first[i + 1];
                _bytes[i] = _bytes[i + 1];
            }
        }

        /// <summary>The file that a sequence would be in.</summary>
        public int IndexOf(ulong sequence)
        {
            int index = Count - 1;
            while (index > 0 && _first[index] > sequence) index--;
            return index;
        }

        private void Grow()
        {
            ulong[] first = new ulong[_first.Length * 2];
            int[] bytes = new int[first.Length];
            Array.Copy(_first, 0, first, 0, Count);
            Array.Copy(_bytes, 0, bytes, 0, Count);
            _first = first;
            _bytes = bytes;
        }
    }
}
