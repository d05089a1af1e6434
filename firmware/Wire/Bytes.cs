using System;

namespace GreenPow.Wire
{
    /// <summary>Little-endian numbers in byte arrays, and hexadecimal text; every number of the protocol is little-endian except keys and signatures.</summary>
    public static class Bytes
    {
        public static ushort ReadUInt16(byte[] b, int at)
        {
            return (ushort)(b[at] | (b[at + 1] << 8));
        }

        public static uint ReadUInt32(byte[] b, int at)
        {
            return b[at] | ((uint)b[at + 1] << 8) | ((uint)b[at + 2] << 16) | ((uint)b[at + 3] << 24);
        }

        public static ulong ReadUInt64(byte[] b, int at)
        {
            return ReadUInt32(b, at) | ((ulong)ReadUInt32(b, at + 4) << 32);
        }

        public static int ReadInt32(byte[] b, int at)
        {
            return unchecked((int)ReadUInt32(b, at));
        }

        public static void WriteUInt16(byte[] b, int at, ushort value)
        {
            b[at] = unchecked((byte)value);
            b[at + 1] = (byte)(value >> 8);
        }

        public static void WriteUInt32(byte[] b, int at, uint value)
        {
            b[at] = unchecked((byte)value);
            b[at + 1] = unchecked((byte)(value >> 8));
            b[at + 2] = unchecked((byte)(value >> 16));
            b[at + 3] = (byte)(value >> 24);
        }

        public static void WriteUInt64(byte[] b, int at, ulong value)
        {
            WriteUInt32(b, at, unchecked((uint)value));
            WriteUInt32(b, at + 4, (uint)(value >> 32));
        }

        public static void WriteInt32(byte[] b, int at, int value)
        {
            WriteUInt32(b, at, unchecked((uint)value));
        }

        /// <summary>Compares without an early exit, so that the time does not tell where two MACs differ.</summary>
        public static bool Equal(byte[] a, int aAt, byte[] b, int bAt, int n)
        {
            int difference = 0;
            for (int i = 0; i < n; i++)
                difference |= a[aAt + i] ^ b[bAt + i];
            return difference == 0;
        }

        /// <summary>Lower-case, two digits a byte.</summary>
        public static string ToHex(byte[] b, int at, int n)
        {
            char[] digits = new char[2 * n];
            for (int i = 0; i < n; i++)
            {
                digits[2 * i] = Digit(b[at + i] >> 4);
                digits[2 * i + 1] = Digit(b[at + i] & 15);
            }
            return new string(digits);
        }

        internal static byte[] Ascii(string text)
        {
            byte[] bytes = new byte[text.Length];
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)text[i];
            return bytes;
        }

        private static char Digit(int value)
        {
            return (char)(value < 10 ? '0' + value : 'a' + value - 10);
        }
    }
}
