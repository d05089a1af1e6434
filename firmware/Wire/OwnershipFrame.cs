using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 8: the device names the account that owns it; checked on chain with P-256.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20       28 registry 20      68 nonce u64
    /// 20 chainId u64     48 owner 20         76 signature 64            140 in all
    /// </code>
    /// </remarks>
    public sealed class OwnershipFrame
    {
        public const int FixedLength = 76;
        public const int TotalLength = FixedLength + FrameSigning.SignatureLength;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];
        public ulong ChainId;
        public readonly byte[] Registry = new byte[20];
        public readonly byte[] Owner = new byte[20];

        /// <summary>Chosen by the registry, so that an old frame cannot bring an old owner back.</summary>
        public ulong Nonce;

        public readonly byte[] Signature = new byte[FrameSigning.SignatureLength];

        public int LengthBeforeSignature
        {
            get { return FixedLength; }
        }

        public int Length
        {
            get { return TotalLength; }
        }

        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Ownership, DeviceId);
            Bytes.WriteUInt64(b, at + 20, ChainId);
            Array.Copy(Registry, 0, b, at + 28, 20);
            Array.Copy(Owner, 0, b, at + 48, 20);
            Bytes.WriteUInt64(b, at + 68, Nonce);
            Array.Copy(Signature, 0, b, at + FixedLength, FrameSigning.SignatureLength);
            return TotalLength;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Ownership, TotalLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            ChainId = Bytes.ReadUInt64(b, at + 20);
            Array.Copy(b, at + 28, Registry, 0, 20);
            Array.Copy(b, at + 48, Owner, 0, 20);
            Nonce = Bytes.ReadUInt64(b, at + 68);
            Array.Copy(b, at + FixedLength, Signature, 0, FrameSigning.SignatureLength);
            if (n != TotalLength)
                fault = FrameFault.Length;
            return fault == FrameFault.None;
        }
    }
}
