using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 4: what the gateway has of a device's history, and what it misses; the device deletes by it and by nothing else.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20             72 rangeCount r u8 (0..32)
    /// 20 loginCounter u64      73 reserved = 0, 3 bytes
    /// 28 issuedAt u32          76 r x (from u64, count u32)
    /// 32 sequence u64          then mac 32 = HMAC-SHA-256 of all bytes before it
    /// 40 frameHash 32
    /// </code>
    /// </remarks>
    public sealed class HaveFrame
    {
        public const int FixedLength = 76;
        public const int RangeLength = 12;
        public const int MaximumRanges = 32;
        public const int MaximumLength = FixedLength + MaximumRanges * RangeLength + HmacSha256.MacLength;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];

        /// <summary>Of the device's current login; one without history accepts only a frame with this counter.</summary>
        public ulong LoginCounter;

        public uint IssuedAt;

        /// <summary>The newest sealed and verified report with nothing missing before it in its segment; 0 = none yet.</summary>
        public ulong Sequence;

        /// <summary>SHA-256 of that frame; where it is not the device's own, the device sends again from its last seal.</summary>
        public readonly byte[] FrameHash = new byte[Sha256.DigestLength];

        public byte RangeCount;

        /// <summary>First sequence of each range to send again.</summary>
        public readonly ulong[] RangeFrom = new ulong[MaximumRanges];

        public readonly uint[] RangeLengths = new uint[MaximumRanges];
        public readonly byte[] Mac = new byte[HmacSha256.MacLength];

        public int LengthBeforeMac
        {
            get { return FixedLength + RangeLength * RangeCount; }
        }

        public int Length
        {
            get { return LengthBeforeMac + HmacSha256.MacLength; }
        }

        /// <summary>Writes everything, the mac as it stands in <see cref="Mac"/>; <see cref="DeviceMac.Seal"/> writes the true one.</summary>
        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Have, DeviceId);
            Bytes.WriteUInt64(b, at + 20, LoginCounter);
            Bytes.WriteUInt32(b, at + 28, IssuedAt);
            Bytes.WriteUInt64(b, at + 32, Sequence);
            Array.Copy(FrameHash, 0, b, at + 40, Sha256.DigestLength);
            Bytes.WriteUInt32(b, at + 72, RangeCount);
            int to = at + FixedLength;
            for (int i = 0; i < RangeCount; i++, to += RangeLength)
            {
                Bytes.WriteUInt64(b, to, RangeFrom[i]);
                Bytes.WriteUInt32(b, to + 8, RangeLengths[i]);
            }
            Array.Copy(Mac, 0, b, to, HmacSha256.MacLength);
            return Length;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Have, FixedLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            LoginCounter = Bytes.ReadUInt64(b, at + 20);
            IssuedAt = Bytes.ReadUInt32(b, at + 28);
            Sequence = Bytes.ReadUInt64(b, at + 32);
            Array.Copy(b, at + 40, FrameHash, 0, Sha256.DigestLength);
            RangeCount = b[at + 72];
            if ((b[at + 73] | b[at + 74] | b[at + 75]) != 0)
                fault = FrameFault.Reserved;
            else if (RangeCount > MaximumRanges)
                fault = FrameFault.RangeCount;
            else if (n != Length)
                fault = FrameFault.Length;
            int from = at + FixedLength;
            for (int i = 0; i < RangeCount && fault == FrameFault.None; i++, from += RangeLength)
            {
                RangeFrom[i] = Bytes.ReadUInt64(b, from);
                RangeLengths[i] = Bytes.ReadUInt32(b, from + 8);
                if (RangeFrom[i] == 0 || RangeLengths[i] == 0 || RangeFrom[i] > ulong.MaxValue - RangeLengths[i])
                    fault = FrameFault.Range;
            }
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, from, Mac, 0, HmacSha256.MacLength);
            return true;
        }
    }
}
