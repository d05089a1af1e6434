using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 3: what was installed, where, and how it was calibrated; signed by the device and by its installer.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20            48 latitude i32          84 reportHash 32
    /// 20 networkId 8          52 longitude i32        116 channelCount c u8 (1..6)
    /// 28 record u32 (1, 2..)     both in 0.001 degree 117 reserved = 0, 3 bytes
    /// 32 fromSequence u64     56 panelWatts u32       120 c x channel (20):
    /// 40 unixTime u32         60 tilt u16, 0.1 degree       0 role u8 | 1 instrument u8 | 2 uncertainty u16, 0.01 %
    /// 44 expires u32          62 azimuth u16               4 capacity u32, W | 8 gain i32, ppm
    ///                         64 installer 20             12 offset i32, uA | 16 zero u32, mW
    /// then device signature 64, installer signature 65 (EIP-191 of the digest that the device signed)
    /// </code>
    /// </remarks>
    public sealed class CommissioningFrame
    {
        public const int FixedLength = 120;
        public const int ChannelLength = 20;
        public const int InstallerSignatureLength = 65;
        public const int MaximumLength =
            FixedLength + ReportFrame.MaximumChannels * ChannelLength + FrameSigning.SignatureLength + InstallerSignatureLength;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];
        public readonly byte[] NetworkId = new byte[Identity.NetworkIdLength];

        /// <summary>1 for the first record of a device, then 2, 3 and so on.</summary>
        public uint Record;

        /// <summary>The first report that this record holds for.</summary>
        public ulong FromSequence;

        public uint UnixTime;

        /// <summary>Unix seconds at which the calibration expires.</summary>
        public uint Expires;

        public int LatitudeMillidegrees;
        public int LongitudeMillidegrees;

        /// <summary>0 where there is no panel, as at a storage.</summary>
        public uint PanelWatts;

        /// <summary>0 = flat, 900 = upright.</summary>
        public ushort TiltTenthDegrees;

        /// <summary>Clockwise from north, below 3600.</summary>
        public ushort AzimuthTenthDegrees;

        public readonly byte[] Installer = new byte[20];

        /// <summary>SHA-256 of the full report document with its points and reference instrument.</summary>
        public readonly byte[] ReportHash = new byte[Sha256.DigestLength];

        public byte ChannelCount;
        public readonly CommissioningChannel[] Channels = MakeChannels();
        public readonly byte[] Signature = new byte[FrameSigning.SignatureLength];

        /// <summary>secp256k1 r, s, v; zeros until the installer has signed.</summary>
        public readonly byte[] InstallerSignature = new byte[InstallerSignatureLength];

        public int LengthBeforeSignature
        {
            get { return FixedLength + ChannelLength * ChannelCount; }
        }

        public int Length
        {
            get { return LengthBeforeSignature + FrameSigning.SignatureLength + InstallerSignatureLength; }
        }

        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Commissioning, DeviceId);
            Array.Copy(NetworkId, 0, b, at + 20, Identity.NetworkIdLength);
            Bytes.WriteUInt32(b, at + 28, Record);
            Bytes.WriteUInt64(b, at + 32, FromSequence);
            Bytes.WriteUInt32(b, at + 40, UnixTime);
            Bytes.WriteUInt32(b, at + 44, Expires);
            Bytes.WriteInt32(b, at + 48, LatitudeMillidegrees);
            Bytes.WriteInt32(b, at + 52, LongitudeMillidegrees);
            Bytes.WriteUInt32(b, at + 56, PanelWatts);
            Bytes.WriteUInt16(b, at + 60, TiltTenthDegrees);
            Bytes.WriteUInt16(b, at + 62, AzimuthTenthDegrees);
            Array.Copy(Installer, 0, b, at + 64, 20);
            Array.Copy(ReportHash, 0, b, at + 84, Sha256.DigestLength);
            Bytes.WriteUInt32(b, at + 116, ChannelCount);
            int to = at + FixedLength;
            for (int i = 0; i < ChannelCount; i++, to += ChannelLength)
                WriteChannel(b, to, Channels[i]);
            Array.Copy(Signature, 0, b, to, FrameSigning.SignatureLength);
            Array.Copy(InstallerSignature, 0, b, to + FrameSigning.SignatureLength, InstallerSignatureLength);
            return Length;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Commissioning, FixedLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, at + 20, NetworkId, 0, Identity.NetworkIdLength);
            Record = Bytes.ReadUInt32(b, at + 28);
            FromSequence = Bytes.ReadUInt64(b, at + 32);
            UnixTime = Bytes.ReadUInt32(b, at + 40);
            Expires = Bytes.ReadUInt32(b, at + 44);
            LatitudeMillidegrees = Bytes.ReadInt32(b, at + 48);
            LongitudeMillidegrees = Bytes.ReadInt32(b, at + 52);
            PanelWatts = Bytes.ReadUInt32(b, at + 56);
            TiltTenthDegrees = Bytes.ReadUInt16(b, at + 60);
            AzimuthTenthDegrees = Bytes.ReadUInt16(b, at + 62);
            Array.Copy(b, at + 64, Installer, 0, 20);
            Array.Copy(b, at + 84, ReportHash, 0, Sha256.DigestLength);
            ChannelCount = b[at + 116];
            fault = Fault(n, b[at + 117] | b[at + 118] | b[at + 119]);
            int from = at + FixedLength;
            for (int i = 0; i < ChannelCount && fault == FrameFault.None; i++, from += ChannelLength)
                fault = ReadChannel(b, from, Channels[i]);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, from, Signature, 0, FrameSigning.SignatureLength);
            Array.Copy(b, from + FrameSigning.SignatureLength, InstallerSignature, 0, InstallerSignatureLength);
            return true;
        }

        private byte Fault(int n, int reserved)
        {
            if (reserved != 0)
                return FrameFault.Reserved;
            if (Record == 0)
                return FrameFault.Record;
            if (FromSequence == 0)
                return FrameFault.Sequence;
            if (LatitudeMillidegrees < -90000 || LatitudeMillidegrees > 90000
                || LongitudeMillidegrees < -180000 || LongitudeMillidegrees > 180000)
                return FrameFault.Place;
            if (TiltTenthDegrees > 900 || AzimuthTenthDegrees >= 3600)
                return FrameFault.Angle;
            if (ChannelCount < 1 || ChannelCount > ReportFrame.MaximumChannels)
                return FrameFault.ChannelCount;
            return n == Length ? FrameFault.None : FrameFault.Length;
        }

        private static void WriteChannel(byte[] b, int at, CommissioningChannel channel)
        {
            b[at] = channel.Role;
            b[at + 1] = channel.Instrument;
            Bytes.WriteUInt16(b, at + 2, channel.UncertaintyHundredths);
            Bytes.WriteUInt32(b, at + 4, channel.CapacityWatts);
            Bytes.WriteInt32(b, at + 8, channel.GainPartsPerMillion);
            Bytes.WriteInt32(b, at + 12, channel.OffsetMicroamps);
            Bytes.WriteUInt32(b, at + 16, channel.ZeroMilliwatts);
        }

        private static byte ReadChannel(byte[] b, int at, CommissioningChannel channel)
        {
            channel.Role = b[at];
            channel.Instrument = b[at + 1];
            channel.UncertaintyHundredths = Bytes.ReadUInt16(b, at + 2);
            channel.CapacityWatts = Bytes.ReadUInt32(b, at + 4);
            channel.GainPartsPerMillion = Bytes.ReadInt32(b, at + 8);
            channel.OffsetMicroamps = Bytes.ReadInt32(b, at + 12);
            channel.ZeroMilliwatts = Bytes.ReadUInt32(b, at + 16);
            if (!ChannelRole.IsKnown(channel.Role))
                return FrameFault.Role;
            return Instrument.IsKnown(channel.Instrument) ? FrameFault.None : FrameFault.Instrument;
        }

        private static CommissioningChannel[] MakeChannels()
        {
            CommissioningChannel[] channels = new CommissioningChannel[ReportFrame.MaximumChannels];
            for (int i = 0; i < channels.Length; i++)
                channels[i] = new CommissioningChannel();
            return channels;
        }
    }
}
