using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Writes numbers as short as they are: seven bits a byte, low ones first; signed ones folded so that small is short (LEB128 and zigzag).</summary>
    public sealed class FieldWriter
    {
        private byte[] _bytes;

        /// <summary>Where the next byte goes.</summary>
        public int At { get; private set; }

        public void Begin(byte[] bytes, int at)
        {
            _bytes = bytes;
            At = at;
        }

        public void WriteSome(byte[] from, int at, int count)
        {
            for (int i = 0; i < count; i++) _bytes[At++] = from[at + i];
        }

        public void WriteByte(int value) => _bytes[At++] = unchecked((byte)value);

        public void WriteThree(uint value)
        {
            WriteByte((int)(value & 0xFF));
            WriteByte((int)((value >> 8) & 0xFF));
            WriteByte((int)(value >> 16));
        }

        public void WriteFour(uint value)
        {
            Bytes.WriteUInt32(_bytes, At, value);
            At += 4;
        }

        public void WriteNumber(ulong value)
        {
            while (value >= 0x80)
            {
                _bytes[At++] = unchecked((byte)(value | 0x80));
                value >>= 7;
            }

            _bytes[At++] = unchecked((byte)value);
        }

        public void WriteDifference(long value) => WriteNumber(unchecked((ulong)((value << 1) ^ (value >> 63))));
    }
}
