using System;

namespace GreenPow.Wire
{
    /// <summary>One piece of a signed firmware file on its way to a device, over topic `update` or the cable; the signature in the file decides, so a piece has none.</summary>
    /// <remarks>
    /// <code>
    ///  0  8  imageId = first 8 bytes of SHA-256 of the image
    ///  8  4  offset u32 in the file; the piece at 0 holds the whole header
    /// 12  n  bytes of the file, 1 to 1024
    /// </code>
    /// </remarks>
    public static class UpdateChunk
    {
        public const int HeaderLength = 12;
        public const int MaximumData = 1024;

        /// <summary>Writes one piece and returns its length.</summary>
        public static int Write(byte[] b, byte[] imageDigest, uint offset, byte[] file, int count)
        {
            Array.Copy(imageDigest, 0, b, 0, UpdateHeader.ImageIdLength);
            Bytes.WriteUInt32(b, 8, offset);
            Array.Copy(file, (int)offset, b, HeaderLength, count);
            return HeaderLength + count;
        }

        /// <summary>True for a piece that could belong to a file.</summary>
        public static bool IsWellFormed(byte[] b, int n)
        {
            return n > HeaderLength && n <= HeaderLength + MaximumData
                && Bytes.ReadUInt32(b, 8) < UpdateHeader.Length + UpdateHeader.MaximumImageLength;
        }
    }
}
