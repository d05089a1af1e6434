using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// One report as it lies in the spool: what the frame would repeat (header, deviceId, previous) is left out,
    /// what only the device needs (the remainder below one milliwatt-hour of each counter) is added.
    /// </summary>
    /// <remarks>
    /// <code>
    ///  0  2  length of the body u16
    ///  2  1  channelCount c in the low nibble, 0x10 = with previous
    ///  3     body: [previous 32] | lastUtcEnd u32 | c x remainder u32, uJ | frame bytes 20..39 | frame bytes 72..end
    ///     4  CRC-32C of everything before it
    /// </code>
    /// Sealed reports carry previous, so that rebuilding a frame hashes at most the few reports since the last seal.
    /// </remarks>
    public sealed class SpoolRecord
    {
        public const int HeaderLength = 3;
        public const int MaximumLength = HeaderLength + 4 + 4 * ReportFrame.MaximumChannels
            + ReportFrame.MaximumLength - FrameHeader.Length + CrcLength;

        private const byte WithPrevious = 0x10;
        private const int CrcLength = 4;
        private const int PreviousAt = 40;
        private const int AfterPrevious = 72;
        private const int ChannelCountAt = 81;

        public readonly byte[] Data = new byte[MaximumLength];
        public readonly uint[] RemainderMicrojoules = new uint[ReportFrame.MaximumChannels];

        /// <summary>End of the newest slot that carried UTC.</summary>
        public uint LastUtcEnd;

        /// <summary>Bytes of the whole record.</summary>
        public int Length => HeaderLength + Bytes.ReadUInt16(Data, 0) + CrcLength;

        public bool HasPrevious => (Data[2] & WithPrevious) != 0;

        public ulong Sequence => Bytes.ReadUInt64(Data, FrameAt);

        private int ChannelCount => Data[2] & 0x0F;

        private int BodyAt => HeaderLength + (HasPrevious ? Sha256.DigestLength : 0);

        private int FrameAt => BodyAt + 4 + 4 * ChannelCount;

        /// <summary>Lays a whole frame down; <see cref="RemainderMicrojoules"/> and <see cref="LastUtcEnd"/> are set before.</summary>
        public void Pack(byte[] frame, int frameAt, int frameLength, bool withPrevious)
        {
            Data[2] = unchecked((byte)(frame[frameAt + ChannelCountAt] | (withPrevious ? WithPrevious : 0)));
            if (withPrevious) Array.Copy(frame, frameAt + PreviousAt, Data, HeaderLength, Sha256.DigestLength);
            Bytes.WriteUInt32(Data, BodyAt, LastUtcEnd);
            for (int i = 0; i < ChannelCount; i++) Bytes.WriteUInt32(Data, BodyAt + 4 + 4 * i, RemainderMicrojoules[i]);
            int at = FrameAt;
            Array.Copy(frame, frameAt + FrameHeader.Length, Data, at, PreviousAt - FrameHeader.Length);
            at += PreviousAt - FrameHeader.Length;
            Array.Copy(frame, frameAt + AfterPrevious, Data, at, frameLength - AfterPrevious);
            at += frameLength - AfterPrevious;
            Bytes.WriteUInt16(Data, 0, unchecked((ushort)(at - HeaderLength)));
            Bytes.WriteUInt32(Data, at, Crc32C.Of(Data, 0, at));
        }

        /// <summary>Reads one record of a file; false where none is whole: a torn tail, or damage.</summary>
        public bool TryLoad(IFlash flash, string file, int offset)
        {
            if (flash.Read(file, offset, Data, 0, HeaderLength) != HeaderLength) return false;
            if (Length > MaximumLength) return false;
            int rest = Length - HeaderLength;
            if (flash.Read(file, offset + HeaderLength, Data, HeaderLength, rest) != rest) return false;
            int crcAt = Length - CrcLength;
            if (Bytes.ReadUInt32(Data, crcAt) != Crc32C.Of(Data, 0, crcAt)) return false;
            LastUtcEnd = Bytes.ReadUInt32(Data, BodyAt);
            for (int i = 0; i < ChannelCount && i < ReportFrame.MaximumChannels; i++)
                RemainderMicrojoules[i] = Bytes.ReadUInt32(Data, BodyAt + 4 + 4 * i);
            return true;
        }

        /// <summary>Writes the frame as it was made and returns its length; <paramref name="previous"/> is the hash of the frame before.</summary>
        public int Unpack(byte[] deviceId, byte[] previous, byte[] into, int at)
        {
            FrameHeader.Write(into, at, FrameKind.Report, deviceId);
            int from = FrameAt;
            Array.Copy(Data, from, into, at + FrameHeader.Length, PreviousAt - FrameHeader.Length);
            Array.Copy(HasPrevious ? Data : previous, HasPrevious ? HeaderLength : 0, into, at + PreviousAt, Sha256.DigestLength);
            from += PreviousAt - FrameHeader.Length;
            int tail = Length - CrcLength - from;
            Array.Copy(Data, from, into, at + AfterPrevious, tail);
            return AfterPrevious + tail;
        }
    }
}
