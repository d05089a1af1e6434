using System;

namespace GreenPow.Core
{
    /// <summary>The chip's groups on the wire, and their checksum.</summary>
    /// <remarks>
    /// <code>
    /// to the chip    0x03 | count | opcode | param1 | param2 LE | data n | CRC-16 LE      count = n + 7, itself and the CRC included
    /// from the chip         count | data n | CRC-16 LE                                    count = n + 3; one byte of data is a status
    /// </code>
    /// ATECC508A complete data sheet DS20005927A, "I/O Groups" and "Command Packets"; ATECC608A-TNGTLS DS40002112B has the same.
    /// </remarks>
    public static class AteccPacket
    {
        /// <summary>Of a status alone.</summary>
        public const int StatusLength = 4;

        /// <summary>Word address, count, opcode, two parameters and CRC.</summary>
        public const int CommandOverhead = 8;

        /// <summary>Count and CRC.</summary>
        public const int ResponseOverhead = 3;

        public static byte[] Command(byte opcode, byte param1, ushort param2, byte[] data)
        {
            int length = data == null ? 0 : data.Length;
            byte[] packet = new byte[length + CommandOverhead];
            packet[0] = AteccWord.Command;
            packet[1] = (byte)(length + CommandOverhead - 1);
            packet[2] = opcode;
            packet[3] = param1;
            packet[4] = unchecked((byte)param2);
            packet[5] = (byte)(param2 >> 8);
            if (length > 0) Array.Copy(data, 0, packet, 6, length);
            WriteCrc(packet, 1, length + CommandOverhead - 3);
            return packet;
        }

        /// <summary>True when the group at the beginning is whole: its count fits and its CRC is right.</summary>
        public static bool IsWhole(byte[] group, int available)
        {
            int count = group[0];
            if (count < StatusLength || count > available) return false;
            ushort crc = Crc(group, 0, count - 2);
            return group[count - 2] == (crc & 0xff) && group[count - 1] == crc >> 8;
        }

        /// <summary>Polynomial 0x8005, start 0, the lowest bit of each byte first ("CRC Polynomial" in the data sheets).</summary>
        public static ushort Crc(byte[] bytes, int at, int count)
        {
            int crc = 0;
            for (int i = at; i < at + count; i++)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    int high = crc >> 15;
                    crc = (crc << 1) & 0xffff;
                    if (high != ((bytes[i] >> bit) & 1)) crc ^= 0x8005;
                }
            }

            return (ushort)crc;
        }

        private static void WriteCrc(byte[] packet, int at, int count)
        {
            ushort crc = Crc(packet, at, count);
            packet[at + count] = unchecked((byte)crc);
            packet[at + count + 1] = (byte)(crc >> 8);
        }
    }

    /// <summary>The first byte of everything that is written ("Word Address Values").</summary>
    internal static class AteccWord
    {
        /// <summary>The next read begins at the start of the answer again.</summary>
        public const byte Reset = 0;
        public const byte Sleep = 1;
        public const byte Idle = 2;
        public const byte Command = 3;
    }

    /// <summary>The one byte of a short answer ("Status/Error Codes"); what begins at 0x100 is ours.</summary>
    public static class AteccStatus
    {
        public const int Success = 0x00;
        public const int Miscompare = 0x01;
        public const int ParseError = 0x03;
        public const int EccFault = 0x05;
        public const int SelfTestError = 0x07;
        public const int HealthTestError = 0x08;
        public const int ExecutionError = 0x0f;
        public const int AfterWake = 0x11;
        public const int WatchdogAboutToExpire = 0xee;
        public const int CommunicationError = 0xff;

        /// <summary>No whole answer within the time that the command may take: the bus, or no chip at all.</summary>
        public const int NoAnswer = 0x100;
    }
}
