using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>One file of the spool: a head that says where it begins in the chain, then records.</summary>
    /// <remarks>
    /// <code>
    ///  0  4  "GPS1"
    ///  4  8  sequence of the first record u64
    /// 12 32  previous of the first record
    /// 44  4  CRC-32C of everything before it
    /// 48     records
    /// </code>
    /// </remarks>
    public sealed class SpoolFile
    {
        public const int HeadLength = 48;
        public const string Prefix = "spool-";

        private const uint Magic = 0x31535047;

        public SpoolFile(string name, ulong firstSequence, byte[] previous, int length)
        {
            Name = name;
            FirstSequence = firstSequence;
            Previous = previous;
            Length = length;
        }

        public string Name { get; }

        public ulong FirstSequence { get; }

        /// <summary>Hash of the report before the first, 32 bytes.</summary>
        public byte[] Previous { get; }

        /// <summary>Bytes in use, a torn tail included.</summary>
        public int Length { get; set; }

        /// <summary>Files sort by name as they were made: the name is the first sequence, 16 hexadecimal digits.</summary>
        public static string NameFor(ulong firstSequence)
        {
            byte[] bigEndian = new byte[8];
            for (int i = 0; i < 8; i++) bigEndian[i] = unchecked((byte)(firstSequence >> (56 - 8 * i)));
            return Prefix + Bytes.ToHex(bigEndian, 0, 8);
        }

        public static void WriteHead(byte[] b, ulong firstSequence, byte[] previous)
        {
            Bytes.WriteUInt32(b, 0, Magic);
            Bytes.WriteUInt64(b, 4, firstSequence);
            Array.Copy(previous, 0, b, 12, Sha256.DigestLength);
            Bytes.WriteUInt32(b, 44, Crc32C.Of(b, 0, 44));
        }

        /// <summary>The file with its head read, or null when the head is not whole.</summary>
        public static SpoolFile TryOpen(IFlash flash, string name)
        {
            byte[] head = new byte[HeadLength];
            if (flash.Read(name, 0, head, 0, HeadLength) != HeadLength) return null;
            if (Bytes.ReadUInt32(head, 0) != Magic || Bytes.ReadUInt32(head, 44) != Crc32C.Of(head, 0, 44)) return null;
            byte[] previous = new byte[Sha256.DigestLength];
            Array.Copy(head, 12, previous, 0, Sha256.DigestLength);
            return new SpoolFile(name, Bytes.ReadUInt64(head, 4), previous, flash.Length(name));
        }
    }
}
