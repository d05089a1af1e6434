using System;

namespace GreenPow.Wire
{
    /// <summary>The first 20 bytes of every frame.</summary>
    /// <remarks>
    /// <code>
    ///  0       2         3      4                20
    ///  +-------+---------+------+----------------+
    ///  | 'G''P'| version | kind | deviceId 16    |
    ///  +-------+---------+------+----------------+
    /// </code>
    /// </remarks>
    public static class FrameHeader
    {
        public const int Length = 20;
        public const byte Version = 1;

        private const byte FirstMagic = 0x47;
        private const byte SecondMagic = 0x50;

        public static void Write(byte[] b, int at, byte kind, byte[] deviceId)
        {
            b[at] = FirstMagic;
            b[at + 1] = SecondMagic;
            b[at + 2] = Version;
            b[at + 3] = kind;
            Array.Copy(deviceId, 0, b, at + 4, Identity.DeviceIdLength);
        }

        /// <summary>Says which reader to ask; true for every kind of version 1.</summary>
        public static bool TryRead(byte[] b, int at, int n, out byte kind)
        {
            kind = 0;
            if (n < Length || b[at] != FirstMagic || b[at + 1] != SecondMagic || b[at + 2] != Version)
                return false;
            kind = b[at + 3];
            return FrameKind.Name(kind) != null;
        }

        /// <summary>The part that every strict reader shares: FrameFault.None, or what is wrong with the header or the least length.</summary>
        internal static byte Read(byte[] b, int at, int n, byte kind, int leastLength, byte[] deviceId)
        {
            if (n < leastLength)
                return FrameFault.TooShort;
            if (b[at] != FirstMagic || b[at + 1] != SecondMagic)
                return FrameFault.Magic;
            if (b[at + 2] != Version)
                return FrameFault.Version;
            if (b[at + 3] != kind)
                return FrameFault.Kind;
            Array.Copy(b, at + 4, deviceId, 0, Identity.DeviceIdLength);
            return FrameFault.None;
        }
    }
}
