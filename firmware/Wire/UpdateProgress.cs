using System;

namespace GreenPow.Wire
{
    /// <summary>What a device says about an image after each piece; unsigned, for pacing and display: what runs is in its signed status frame.</summary>
    /// <remarks>
    /// <code>
    ///  0  8  imageId, zeros = none      9  1  fault u8, see UpdateFault
    ///  8  1  state u8, see below       10  4  received u32: where the next piece begins
    ///                                  14  4  total u32: length of the file, 0 = unknown
    /// </code>
    /// </remarks>
    public sealed class UpdateProgress
    {
        public const int Length = 18;

        public const byte Idle = 0;
        public const byte Receiving = 1;

        /// <summary>All bytes are there and are being hashed.</summary>
        public const byte Checking = 2;

        /// <summary>Verified; runs from the next start.</summary>
        public const byte Staged = 3;

        public const byte Refused = 4;

        public readonly byte[] ImageId = new byte[UpdateHeader.ImageIdLength];
        public byte State;
        public byte Fault;
        public uint Received;
        public uint Total;

        public void Write(byte[] b, int at)
        {
            Array.Copy(ImageId, 0, b, at, UpdateHeader.ImageIdLength);
            b[at + 8] = State;
            b[at + 9] = Fault;
            Bytes.WriteUInt32(b, at + 10, Received);
            Bytes.WriteUInt32(b, at + 14, Total);
        }

        public bool TryRead(byte[] b, int at, int n)
        {
            if (n != Length || b[at + 8] > Refused)
                return false;
            Array.Copy(b, at, ImageId, 0, UpdateHeader.ImageIdLength);
            State = b[at + 8];
            Fault = b[at + 9];
            Received = Bytes.ReadUInt32(b, at + 10);
            Total = Bytes.ReadUInt32(b, at + 14);
            return true;
        }
    }
}
