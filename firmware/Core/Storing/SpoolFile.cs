using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>One file of the spool: a head that says where it begins, then records, the first of them an anchor.</summary>
    /// <remarks>
    /// <code>
    ///  0  4  "GPS2"
    ///  4  8  sequence of the first record u64
    /// 12  4  CRC-32C of everything before it
    /// 16     records
    /// </code>
    /// Files sort by name as they were made: the name is the first sequence, 16 hexadecimal digits.
    /// </remarks>
    public static class SpoolFile
    {
        public const int HeadLength = 16;
        public const string Prefix = "spool-";

        private const uint Magic = 0x32535047;

        public static string NameFor(ulong firstSequence)
        {
            byte[] bigEndian = new byte[8];
            for (int i = 0; i < 8; i++) bigEndian[i] = unchecked((byte)(firstSequence >> (56 - 8 * i)));
            return Prefix + Bytes.ToHex(bigEndian, 0, 8);
        }

        public static void WriteHead(byte[] b, ulong firstSequence)
        {
            Bytes.WriteUInt32(b, 0, Magic);
            Bytes.WriteUInt64(b, 4, firstSequence);
            Bytes.WriteUInt32(b, 12, Crc32C.Of(b, 0, 12));
        }

        /// <summary>Sequence of the first record, or 0 when the head is not whole or not of this name.</summary>
        public static ulong FirstSequence(IFlash flash, string name)
        {
            byte[] head = new byte[HeadLength];
            if (flash.Read(name, 0, head, 0, HeadLength) != HeadLength) return 0;
            if (Bytes.ReadUInt32(head, 0) != Magic || Bytes.ReadUInt32(head, 12) != Crc32C.Of(head, 0, 12)) return 0;
            ulong first = Bytes.ReadUInt64(head, 4);
            return name == NameFor(first) ? first : 0;
        }
    }
}
