using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 2: what the device is and how it is; sent at boot, hourly and on change, retained.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20            38 tamper u8             92 spoolFrames u32
    /// 20 networkId 8          39 reserved = 0          96 rssi i8, dBm
    /// 28 unixTime u32         40 firmwareVersion 4     97 channelCount c u8 (1..6)
    /// 32 uptimeSeconds u32    44 firmwareDigest 32     98 reserved = 0, 2 bytes
    /// 36 resetReason u8       76 signerSerial 12      100 c x (role u8, instrument u8, calibration u8, 0)
    /// 37 signerKind u8 (1, 2) 88 freeMemory u32, B    then signature 64
    /// </code>
    /// </remarks>
    public sealed class StatusFrame
    {
        public const int FixedLength = 100;
        public const int ChannelLength = 4;
        public const int MaximumLength = FixedLength + ReportFrame.MaximumChannels * ChannelLength + FrameSigning.SignatureLength;
        public const byte SignerManaged = 1;
        public const byte SignerSecureElement = 2;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];
        public readonly byte[] NetworkId = new byte[Identity.NetworkIdLength];

        /// <summary>0 while the clock is not synchronised.</summary>
        public uint UnixTime;

        public uint UptimeSeconds;

        /// <summary>Why the chip started, one of <see cref="Wire.ResetReason"/>.</summary>
        public byte ResetReason;

        public byte SignerKind = SignerManaged;
        public byte Tamper;

        /// <summary>Major, minor, patch, build.</summary>
        public readonly byte[] FirmwareVersion = new byte[4];

        /// <summary>SHA-256 of the deployed image.</summary>
        public readonly byte[] FirmwareDigest = new byte[Sha256.DigestLength];

        /// <summary>Of the secure element; zeros for the managed signer.</summary>
        public readonly byte[] SignerSerial = new byte[12];

        public uint FreeMemoryBytes;
        public uint SpoolFrames;
        public sbyte RssiDbm;
        public byte ChannelCount;
        public readonly StatusChannel[] Channels = MakeChannels();
        public readonly byte[] Signature = new byte[FrameSigning.SignatureLength];

        public int LengthBeforeSignature
        {
            get { return FixedLength + ChannelLength * ChannelCount; }
        }

        public int Length
        {
            get { return LengthBeforeSignature + FrameSigning.SignatureLength; }
        }

        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Status, DeviceId);
            Array.Copy(NetworkId, 0, b, at + 20, Identity.NetworkIdLength);
            Bytes.WriteUInt32(b, at + 28, UnixTime);
            Bytes.WriteUInt32(b, at + 32, UptimeSeconds);
            b[at + 36] = ResetReason;
            b[at + 37] = SignerKind;
            b[at + 38] = Tamper;
            b[at + 39] = 0;
            Array.Copy(FirmwareVersion, 0, b, at + 40, 4);
            Array.Copy(FirmwareDigest, 0, b, at + 44, Sha256.DigestLength);
            Array.Copy(SignerSerial, 0, b, at + 76, 12);
            Bytes.WriteUInt32(b, at + 88, FreeMemoryBytes);
            Bytes.WriteUInt32(b, at + 92, SpoolFrames);
            b[at + 96] = unchecked((byte)RssiDbm);
            b[at + 97] = ChannelCount;
            Bytes.WriteUInt16(b, at + 98, 0);
            int to = at + FixedLength;
            for (int i = 0; i < ChannelCount; i++, to += ChannelLength)
            {
                b[to] = Channels[i].Role;
                b[to + 1] = Channels[i].Instrument;
                b[to + 2] = Channels[i].Calibration;
                b[to + 3] = 0;
            }
            Array.Copy(Signature, 0, b, to, FrameSigning.SignatureLength);
            return Length;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Status, FixedLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, at + 20, NetworkId, 0, Identity.NetworkIdLength);
            UnixTime = Bytes.ReadUInt32(b, at + 28);
            UptimeSeconds = Bytes.ReadUInt32(b, at + 32);
            ResetReason = b[at + 36];
            SignerKind = b[at + 37];
            Tamper = b[at + 38];
            Array.Copy(b, at + 40, FirmwareVersion, 0, 4);
            Array.Copy(b, at + 44, FirmwareDigest, 0, Sha256.DigestLength);
            Array.Copy(b, at + 76, SignerSerial, 0, 12);
            FreeMemoryBytes = Bytes.ReadUInt32(b, at + 88);
            SpoolFrames = Bytes.ReadUInt32(b, at + 92);
            RssiDbm = unchecked((sbyte)b[at + 96]);
            ChannelCount = b[at + 97];
            fault = Fault(n, b[at + 39] | b[at + 98] | b[at + 99]);
            int from = at + FixedLength;
            for (int i = 0; i < ChannelCount && fault == FrameFault.None; i++, from += ChannelLength)
                fault = ReadChannel(b, from, Channels[i]);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, from, Signature, 0, FrameSigning.SignatureLength);
            return true;
        }

        private byte Fault(int n, int reserved)
        {
            if (reserved != 0)
                return FrameFault.Reserved;
            if (SignerKind != SignerManaged && SignerKind != SignerSecureElement)
                return FrameFault.SignerKind;
            if (ChannelCount < 1 || ChannelCount > ReportFrame.MaximumChannels)
                return FrameFault.ChannelCount;
            return n == Length ? FrameFault.None : FrameFault.Length;
        }

        private static byte ReadChannel(byte[] b, int at, StatusChannel channel)
        {
            channel.Role = b[at];
            channel.Instrument = b[at + 1];
            channel.Calibration = b[at + 2];
            if (b[at + 3] != 0)
                return FrameFault.Reserved;
            if (!ChannelRole.IsKnown(channel.Role))
                return FrameFault.Role;
            return Instrument.IsKnown(channel.Instrument) ? FrameFault.None : FrameFault.Instrument;
        }

        private static StatusChannel[] MakeChannels()
        {
            StatusChannel[] channels = new StatusChannel[ReportFrame.MaximumChannels];
            for (int i = 0; i < channels.Length; i++)
                channels[i] = new StatusChannel();
            return channels;
        }
    }
}
