using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// One report as it lies in the spool. What the frame would repeat (header, deviceId, previous, whatever is as in the report before)
    /// is left out; what only the device needs (the remainder below one milliwatt-hour of each counter) is added.
    /// An anchor is complete in itself, so that rebuilding a report hashes at most the few since the last anchor.
    /// </summary>
    /// <remarks>
    /// <code>
    ///  0  2  length of the body in the low 12 bits, 0x1000 = anchor, the 13 bits folded to 3 in the high ones:
    ///        no one bit that turns makes a whole record look like the beginning of a longer one
    ///  2     body: [anchor: sequence u64 | previous 32] | what ReportPacker wrote
    ///     4  CRC-32C of everything before it
    /// </code>
    /// </remarks>
    public sealed class SpoolRecord
    {
        public const int HeaderLength = 2;
        public const int CrcLength = 4;

        /// <summary>Every number at its longest, 16 shares, 6 channels of 12 intervals, sealed: 716 bytes of body.</summary>
        public const int MaximumLength = HeaderLength + 716 + CrcLength;

        private const int AnchorBit = 0x1000;
        private const int LengthMask = 0x0FFF;
        private const int AnchorLength = 40;

        private readonly ReportPacker _packer = new ReportPacker();

        public readonly byte[] Data = new byte[MaximumLength];
        public readonly uint[] RemainderMicrojoules = new uint[ReportFrame.MaximumChannels];

        /// <summary>End of the newest slot that carried UTC.</summary>
        public uint LastUtcEnd;

        /// <summary>Bytes of the whole record.</summary>
        public int Length => LengthOf(Data, 0);

        public bool IsAnchor => (Bytes.ReadUInt16(Data, 0) & AnchorBit) != 0;

        /// <summary>Length of the record whose header stands there.</summary>
        public static int LengthOf(byte[] header, int at) => HeaderLength + (Bytes.ReadUInt16(header, at) & LengthMask) + CrcLength;

        public static bool IsAnchorAt(byte[] header, int at) => (Bytes.ReadUInt16(header, at) & AnchorBit) != 0;

        /// <summary>False when the header cannot be one that was written.</summary>
        public static bool IsHeader(byte[] header, int at)
        {
            int value = Bytes.ReadUInt16(header, at);
            return value == WithCheck(value & 0x1FFF) && (value & LengthMask) > 0 && LengthOf(header, at) <= MaximumLength;
        }

        /// <summary>Lays a report down; <see cref="RemainderMicrojoules"/> and <see cref="LastUtcEnd"/> are set before.</summary>
        /// <param name="before">Of the report before it in the same file; cleared for an anchor.</param>
        public void Pack(ReportFrame frame, ReportBasis before, bool isAnchor)
        {
            int at = HeaderLength;
            if (isAnchor)
            {
                before.Clear();
                Bytes.WriteUInt64(Data, at, frame.Sequence);
                Array.Copy(frame.Previous, 0, Data, at + 8, Sha256.DigestLength);
                at += AnchorLength;
            }

            at = _packer.Write(Data, at, frame, before, RemainderMicrojoules, LastUtcEnd);
            Bytes.WriteUInt16(Data, 0, unchecked((ushort)WithCheck((at - HeaderLength) | (isAnchor ? AnchorBit : 0))));
            Bytes.WriteUInt32(Data, at, Crc32C.Of(Data, 0, at));
        }

        /// <summary>True when the bytes in <see cref="Data"/> are one whole record.</summary>
        public bool IsWhole()
        {
            int crcAt = Length - CrcLength;
            return IsHeader(Data, 0) && Bytes.ReadUInt32(Data, crcAt) == Crc32C.Of(Data, 0, crcAt);
        }

        /// <summary>Turns the report before it into this one; of an anchor also sequence and previous. False when it is not a report.</summary>
        public bool Unpack(ReportFrame frame)
        {
            int at = HeaderLength;
            if (IsAnchor)
            {
                Clear(frame);
                frame.Sequence = Bytes.ReadUInt64(Data, at);
                Array.Copy(Data, at + 8, frame.Previous, 0, Sha256.DigestLength);
                at += AnchorLength;
            }

            return _packer.Read(Data, at, Length - CrcLength, frame, RemainderMicrojoules, out LastUtcEnd);
        }

        private static int WithCheck(int value) => value | ((value ^ value >> 3 ^ value >> 6 ^ value >> 9 ^ value >> 12) & 7) << 13;

        private static void Clear(ReportFrame frame)
        {
            frame.SlotStart = frame.BootCount = frame.JobId = frame.HashesTried = 0;
            frame.SlotSeconds = frame.Flags = 0;
            frame.IntervalCount = 0;
            for (int i = 0; i < frame.Channels.Length; i++)
            {
                ReportChannel channel = frame.Channels[i];
                channel.Role = channel.Calibration = 0;
                channel.UncertaintyHundredths = 0;
                channel.EnergyMilliwattHours = 0;
                channel.VoltageMillivolts = 0;
                channel.CurrentMilliamps = 0;
            }
        }
    }
}
