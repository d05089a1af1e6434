using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 5: a job for the heartbeat.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20         32 algorithm u8 = 1 (Keccak-256)   40 poolNonce 16
    /// 20 jobId u32         33 reserved = 0, 3 bytes           56 header 76, all but the nonce
    /// 24 issuedAt u32      36 target u32, compact bits       132 mac 32 = HMAC-SHA-256 of all bytes before it
    /// 28 expires u32
    /// </code>
    /// </remarks>
    public sealed class WorkFrame
    {
        public const int FixedLength = 132;
        public const int TotalLength = FixedLength + HmacSha256.MacLength;
        public const byte AlgorithmKeccak256 = 1;
        public const int HeaderLength = 76;
        public const int PoolNonceLength = 16;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];

        /// <summary>Unique for the device; never 0.</summary>
        public uint JobId;

        public uint IssuedAt;

        /// <summary>Unix seconds; a share counts while its report arrives within 120 s of it.</summary>
        public uint Expires;

        public byte Algorithm = AlgorithmKeccak256;

        /// <summary>The share target, easier than the header's own bits.</summary>
        public uint TargetBits;

        public readonly byte[] PoolNonce = new byte[PoolNonceLength];
        public readonly byte[] Header = new byte[HeaderLength];
        public readonly byte[] Mac = new byte[HmacSha256.MacLength];

        public int LengthBeforeMac
        {
            get { return FixedLength; }
        }

        public int Length
        {
            get { return TotalLength; }
        }

        /// <summary>Writes everything, the mac as it stands in <see cref="Mac"/>; <see cref="DeviceMac.Seal"/> writes the true one.</summary>
        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Work, DeviceId);
            Bytes.WriteUInt32(b, at + 20, JobId);
            Bytes.WriteUInt32(b, at + 24, IssuedAt);
            Bytes.WriteUInt32(b, at + 28, Expires);
            Bytes.WriteUInt32(b, at + 32, Algorithm);
            Bytes.WriteUInt32(b, at + 36, TargetBits);
            Array.Copy(PoolNonce, 0, b, at + 40, PoolNonceLength);
            Array.Copy(Header, 0, b, at + 56, HeaderLength);
            Array.Copy(Mac, 0, b, at + FixedLength, HmacSha256.MacLength);
            return TotalLength;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Work, TotalLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            JobId = Bytes.ReadUInt32(b, at + 20);
            IssuedAt = Bytes.ReadUInt32(b, at + 24);
            Expires = Bytes.ReadUInt32(b, at + 28);
            Algorithm = b[at + 32];
            TargetBits = Bytes.ReadUInt32(b, at + 36);
            Array.Copy(b, at + 40, PoolNonce, 0, PoolNonceLength);
            Array.Copy(b, at + 56, Header, 0, HeaderLength);
            Array.Copy(b, at + FixedLength, Mac, 0, HmacSha256.MacLength);
            if (n != TotalLength)
                fault = FrameFault.Length;
            else if ((b[at + 33] | b[at + 34] | b[at + 35]) != 0)
                fault = FrameFault.Reserved;
            else if (JobId == 0)
                fault = FrameFault.JobId;
            else if (Algorithm != AlgorithmKeccak256)
                fault = FrameFault.Algorithm;
            else if (!CompactTarget.IsTarget(TargetBits))
                fault = FrameFault.Target;
            return fault == FrameFault.None;
        }
    }
}
