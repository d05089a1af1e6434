namespace GreenPow.Core
{
    /// <summary>Reads what <see cref="FieldWriter"/> wrote.</summary>
    public sealed class FieldReader
    {
        private byte[] _bytes;
        private int _end;

        public int At { get; private set; }

        /// <summary>Something was asked for behind the end; every such answer was 0.</summary>
        public bool IsBeyondEnd { get; private set; }

        public void Begin(byte[] bytes, int at, int end)
        {
            _bytes = bytes;
            At = at;
            _end = end;
            IsBeyondEnd = false;
        }

        public void ReadSome(byte[] into, int at, int count)
        {
            for (int i = 0; i < count; i++) into[at + i] = unchecked((byte)ReadByte());
        }

        public int ReadByte()
        {
            if (At < _end) return _bytes[At++];
            IsBeyondEnd = true;
            return 0;
        }

        public uint ReadThree()
        {
            uint low = (uint)ReadByte();
            uint middle = (uint)ReadByte();
            return low | (middle << 8) | ((uint)ReadByte() << 16);
        }

        public uint ReadFour()
        {
            uint low = ReadThree();
            return low | ((uint)ReadByte() << 24);
        }

        public ulong ReadNumber()
        {
            ulong value = 0;
            for (int shift = 0; shift < 64; shift += 7)
            {
                int next = ReadByte();
                value |= unchecked((ulong)(next & 0x7F) << shift);
                if ((next & 0x80) == 0) break;
            }

            return value;
        }

        public long ReadDifference()
        {
            ulong folded = ReadNumber();
            return unchecked((long)(folded >> 1) ^ -(long)(folded & 1));
        }
    }
}
