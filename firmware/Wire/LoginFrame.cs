using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 6: the device's password; its hexadecimal text is good for one login.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20       28 counter u64      40 public key 64 (x, y)
    /// 20 networkId 8     36 unixTime u32    104 signature 64            168 in all
    /// </code>
    /// </remarks>
    public sealed class LoginFrame
    {
        public const int FixedLength = 104;
        public const int TotalLength = FixedLength + FrameSigning.SignatureLength;

        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];
        public readonly byte[] NetworkId = new byte[Identity.NetworkIdLength];

        /// <summary>Above every counter that the gateway has accepted from this device.</summary>
        public ulong Counter;

        /// <summary>0 = the device does not know the time; otherwise checked within 300 s.</summary>
        public uint UnixTime;

        /// <summary>x and y, big-endian, without the leading 0x04; must hash to the device id.</summary>
        public readonly byte[] PublicKey = new byte[64];

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
            FrameHeader.Write(b, at, FrameKind.Login, DeviceId);
            Array.Copy(NetworkId, 0, b, at + 20, Identity.NetworkIdLength);
            Bytes.WriteUInt64(b, at + 28, Counter);
            Bytes.WriteUInt32(b, at + 36, UnixTime);
            Array.Copy(PublicKey, 0, b, at + 40, 64);
            Array.Copy(Signature, 0, b, at + FixedLength, FrameSigning.SignatureLength);
            return TotalLength;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Login, TotalLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, at + 20, NetworkId, 0, Identity.NetworkIdLength);
            Counter = Bytes.ReadUInt64(b, at + 28);
            UnixTime = Bytes.ReadUInt32(b, at + 36);
            Array.Copy(b, at + 40, PublicKey, 0, 64);
            Array.Copy(b, at + FixedLength, Signature, 0, FrameSigning.SignatureLength);
            if (n != TotalLength)
                fault = FrameFault.Length;
            else if (Counter == 0)
                fault = FrameFault.Counter;
            return fault == FrameFault.None;
        }
    }
}
