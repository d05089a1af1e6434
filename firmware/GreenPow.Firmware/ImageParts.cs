using System;
using GreenPow.Wire;

namespace GreenPow.Firmware
{
    /// <summary>
    /// An image from the flash is several assemblies, because one holds at most 64 KiB of byte code. They stand one after the other
    /// in the order of loading, and at the end:
    /// <code>
    ///  0  4 x n  length of each part, least significant byte first
    ///  4n     3  "GPP"
    ///  4n+3   1  n
    /// </code>
    /// </summary>
    public static class ImageParts
    {
        private const int LargestCount = 8;

        /// <summary>Each part in an array of its own, as the platform loads it; null when the lengths do not add up. Without the end mark it is one part.</summary>
        public static byte[][] Split(byte[] image, int length)
        {
            if (length < 4 || image[length - 4] != 'G' || image[length - 3] != 'P' || image[length - 2] != 'P') return new byte[][] { Copy(image, 0, length) };
            int count = image[length - 1];
            int lengthsAt = length - 4 - 4 * count;
            if (count == 0 || count > LargestCount || lengthsAt < 0) return null;
            byte[][] parts = new byte[count][];
            int at = 0;
            for (int i = 0; i < count; i++)
            {
                uint part = Bytes.ReadUInt32(image, lengthsAt + 4 * i);
                if (part == 0 || part > lengthsAt - at) return null;
                parts[i] = Copy(image, at, (int)part);
                at += (int)part;
            }

            return at == lengthsAt ? parts : null;
        }

        private static byte[] Copy(byte[] image, int at, int count)
        {
            byte[] part = new byte[count];
            Array.Copy(image, at, part, 0, count);
            return part;
        }
    }
}
