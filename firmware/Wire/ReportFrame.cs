using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 1: one slot of one device. Reusable: reading fills the arrays that are already there.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20         36 bootCount u32      80 shareCount s u8 (0..16)
    /// 20 sequence u64      40 previous 32        81 channelCount c u8 (1..6)
    /// 28 slotStart u32     72 jobId u32          82 intervalCount n u8 (0..12, divides slotSeconds)
    /// 32 slotSeconds u16   76 hashesTried u32    83 reserved = 0
    /// 34 flags u16
    /// 84           s x nonce u32
    /// 84 + 4s      c x channel (20 + 4n):
    ///                0 role u8 | 1 calibration u8 | 2 uncertainty u16, 0.01 % | 4 energy u64, mWh
    ///               12 voltage u32, mV | 16 current i32, mA | 20 n x mean power i32, mW
    /// then         signature 64, present exactly when flag 0x8000 is set
    /// </code>
    /// </remarks>
    public sealed class ReportFrame
    {
        public const int FixedLength = 84;
        public const int ChannelLength = 20;
        public const int MaximumLength = 620;
        public const int MaximumShares = 16;
        public const int MaximumChannels = 6;
        public const int MaximumIntervals = 12;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];
        public ulong Sequence;

        /// <summary>Unix seconds UTC, or seconds since boot under ReportFlags.ClockNotSynchronised.</summary>
        public uint SlotStart;

        public ushort SlotSeconds;
        public ushort Flags;
        public uint BootCount;

        /// <summary>SHA-256 of the whole previous report frame; of sequence 1 <see cref="Identity.Genesis"/>.</summary>
        public readonly byte[] Previous = new byte[Sha256.DigestLength];

        /// <summary>The job that HashesTried and Nonces belong to; 0 = none.</summary>
        public uint JobId;

        public uint HashesTried;
        public byte ShareCount;
        public readonly uint[] Nonces = new uint[MaximumShares];
        public byte ChannelCount;
        public byte IntervalCount;
        public readonly ReportChannel[] Channels = MakeChannels();

        /// <summary>r and s, big-endian, low-s; not part of the frame unless it is sealed, and zeros after reading one that is not.</summary>
        public readonly byte[] Signature = new byte[FrameSigning.SignatureLength];

        public bool IsSealed
        {
            get { return (Flags & ReportFlags.Sealed) != 0; }
        }

        public int LengthBeforeSignature
        {
            get { return FixedLength + 4 * ShareCount + ChannelCount * (ChannelLength + 4 * IntervalCount); }
        }

        public int Length
        {
            get { return LengthBeforeSignature + (IsSealed ? FrameSigning.SignatureLength : 0); }
        }

        /// <summary>Writes the whole frame, signature included when sealed, and returns its length; the fields must be in range.</summary>
        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Report, DeviceId);
            Bytes.WriteUInt64(b, at + 20, Sequence);
            Bytes.WriteUInt32(b, at + 28, SlotStart);
            Bytes.WriteUInt16(b, at + 32, SlotSeconds);
            Bytes.WriteUInt16(b, at + 34, Flags);
            Bytes.WriteUInt32(b, at + 36, BootCount);
            Array.Copy(Previous, 0, b, at + 40, Sha256.DigestLength);
            Bytes.WriteUInt32(b, at + 72, JobId);
            Bytes.WriteUInt32(b, at + 76, HashesTried);
            b[at + 80] = ShareCount;
            b[at + 81] = ChannelCount;
            b[at + 82] = IntervalCount;
            b[at + 83] = 0;
            int to = at + FixedLength;
            for (int i = 0; i < ShareCount; i++, to += 4)
                Bytes.WriteUInt32(b, to, Nonces[i]);
            for (int i = 0; i < ChannelCount; i++)
                to = WriteChannel(b, to, Channels[i]);
            if (IsSealed)
                Array.Copy(Signature, 0, b, to, FrameSigning.SignatureLength);
            return Length;
        }

        /// <summary>True only for exactly the bytes that <see cref="Write"/> makes of fields in range; after a refusal the fields mean nothing.</summary>
        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Report, FixedLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            Sequence = Bytes.ReadUInt64(b, at + 20);
            SlotStart = Bytes.ReadUInt32(b, at + 28);
            SlotSeconds = Bytes.ReadUInt16(b, at + 32);
            Flags = Bytes.ReadUInt16(b, at + 34);
            BootCount = Bytes.ReadUInt32(b, at + 36);
            Array.Copy(b, at + 40, Previous, 0, Sha256.DigestLength);
            JobId = Bytes.ReadUInt32(b, at + 72);
            HashesTried = Bytes.ReadUInt32(b, at + 76);
            ShareCount = b[at + 80];
            ChannelCount = b[at + 81];
            IntervalCount = b[at + 82];
            fault = FixedFault(b[at + 83]);
            if (fault == FrameFault.None && n != Length)
                fault = FrameFault.Length;
            if (fault != FrameFault.None)
                return false;

            int from = at + FixedLength;
            for (int i = 0; i < ShareCount; i++, from += 4)
                Nonces[i] = Bytes.ReadUInt32(b, from);
            for (int i = 0; i < ChannelCount; i++, from += ChannelLength + 4 * IntervalCount)
            {
                fault = ReadChannel(b, from, Channels[i]);
                if (fault != FrameFault.None)
                    return false;
            }
            if (IsSealed)
                Array.Copy(b, from, Signature, 0, FrameSigning.SignatureLength);
            else
                Array.Clear(Signature, 0, FrameSigning.SignatureLength);
            return true;
        }

        private byte FixedFault(byte reserved)
        {
            if (reserved != 0)
                return FrameFault.Reserved;
            if (Sequence == 0)
                return FrameFault.Sequence;
            if (SlotSeconds == 0)
                return FrameFault.SlotSeconds;
            if ((Flags & ~ReportFlags.All) != 0)
                return FrameFault.Flags;
            if (ShareCount > MaximumShares)
                return FrameFault.ShareCount;
            if (ChannelCount < 1 || ChannelCount > MaximumChannels)
                return FrameFault.ChannelCount;
            if (IntervalCount > MaximumIntervals || (IntervalCount > 0 && SlotSeconds % IntervalCount != 0))
                return FrameFault.IntervalCount;
            return FrameFault.None;
        }

        private int WriteChannel(byte[] b, int at, ReportChannel channel)
        {
            b[at] = channel.Role;
            b[at + 1] = channel.Calibration;
            Bytes.WriteUInt16(b, at + 2, channel.UncertaintyHundredths);
            Bytes.WriteUInt64(b, at + 4, channel.EnergyMilliwattHours);
            Bytes.WriteUInt32(b, at + 12, channel.VoltageMillivolts);
            Bytes.WriteInt32(b, at + 16, channel.CurrentMilliamps);
            at += ChannelLength;
            for (int i = 0; i < IntervalCount; i++, at += 4)
                Bytes.WriteInt32(b, at, channel.MeanPowerMilliwatts[i]);
            return at;
        }

        private byte ReadChannel(byte[] b, int at, ReportChannel channel)
        {
            channel.Role = b[at];
            channel.Calibration = b[at + 1];
            channel.UncertaintyHundredths = Bytes.ReadUInt16(b, at + 2);
            channel.EnergyMilliwattHours = Bytes.ReadUInt64(b, at + 4);
            channel.VoltageMillivolts = Bytes.ReadUInt32(b, at + 12);
            channel.CurrentMilliamps = Bytes.ReadInt32(b, at + 16);
            at += ChannelLength;
            for (int i = 0; i < IntervalCount; i++, at += 4)
                channel.MeanPowerMilliwatts[i] = Bytes.ReadInt32(b, at);
            if (!ChannelRole.IsKnown(channel.Role))
                return FrameFault.Role;
            // The gateway's counters and the chain's arithmetic are signed.
            return (channel.EnergyMilliwattHours >> 63) != 0 ? FrameFault.Energy : FrameFault.None;
        }

        private static ReportChannel[] MakeChannels()
        {
            ReportChannel[] channels = new ReportChannel[MaximumChannels];
            for (int i = 0; i < channels.Length; i++)
                channels[i] = new ReportChannel();
            return channels;
        }
    }
}
