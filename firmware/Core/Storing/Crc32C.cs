namespace GreenPow.Core
{
    /// <summary>CRC-32C (Castagnoli, reflected polynomial 0x82F63B78, RFC 3720 B.4) by nibbles: a table of 16 words, no allocation.</summary>
    public static class Crc32C
    {
        private static readonly uint[] Table = MakeTable();

        public static uint Of(byte[] b, int at, int count)
        {
            uint crc = 0xFFFFFFFF;
            for (int end = at + count; at < end; at++)
            {
                crc ^= b[at];
                crc = (crc >> 4) ^ Table[crc & 15];
                crc = (crc >> 4) ^ Table[crc & 15];
            }

            return ~crc;
        }

        private static uint[] MakeTable()
        {
            uint[] table = new uint[16];
            for (uint i = 0; i < 16; i++)
            {
                uint crc = i;
                for (int bit = 0; bit < 4; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
                table[i] = crc;
            }

            return table;
        }
    }
}
