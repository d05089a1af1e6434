using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 7: what the gateway asks of a device, signed by the gateway's key or, for a key change, by the recovery key.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20       36 issuedAt u32     42 payload n
    /// 20 networkId 8     40 opcode u8        then signature 64
    /// 28 counter u64     41 length n u8
    /// </code>
    /// </remarks>
    public sealed class CommandFrame
    {
        public const int FixedLength = 42;
        public const int MaximumPayload = 255;
        public const int MaximumLength = FixedLength + MaximumPayload + FrameSigning.SignatureLength;

        /// <summary>Of the device that is told.</summary>
        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];

        public readonly byte[] NetworkId = new byte[Identity.NetworkIdLength];

        /// <summary>Above every counter that the device has taken from the same key.</summary>
        public ulong Counter;

        /// <summary>Unix seconds; a device that knows the time refuses an old command.</summary>
        public uint IssuedAt;

        /// <summary>One of <see cref="CommandOpcode"/>.</summary>
        public byte Opcode;

        public byte PayloadLength;

        /// <summary>Only the first <see cref="PayloadLength"/> bytes count.</summary>
        public readonly byte[] Payload = new byte[MaximumPayload];

        public readonly byte[] Signature = new byte[FrameSigning.SignatureLength];

        public int LengthBeforeSignature
        {
            get { return FixedLength + PayloadLength; }
        }

        public int Length
        {
            get { return LengthBeforeSignature + FrameSigning.SignatureLength; }
        }

        public int Write(byte[] b, int at)
        {
            FrameHeader.Write(b, at, FrameKind.Command, DeviceId);
            Array.Copy(NetworkId, 0, b, at + 20, Identity.NetworkIdLength);
            Bytes.WriteUInt64(b, at + 28, Counter);
            Bytes.WriteUInt32(b, at + 36, IssuedAt);
            b[at + 40] = Opcode;
            b[at + 41] = PayloadLength;
            Array.Copy(Payload, 0, b, at + FixedLength, PayloadLength);
            Array.Copy(Signature, 0, b, at + FixedLength + PayloadLength, FrameSigning.SignatureLength);
            return Length;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Command, FixedLength + FrameSigning.SignatureLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, at + 20, NetworkId, 0, Identity.NetworkIdLength);
            Counter = Bytes.ReadUInt64(b, at + 28);
            IssuedAt = Bytes.ReadUInt32(b, at + 36);
            Opcode = b[at + 40];
            PayloadLength = b[at + 41];
            if (Counter == 0)
                fault = FrameFault.Counter;
            else if (!CommandOpcode.IsKnown(Opcode))
                fault = FrameFault.Opcode;
            else if (n != Length)
                fault = FrameFault.Length;
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, at + FixedLength, Payload, 0, PayloadLength);
            Array.Copy(b, at + FixedLength + PayloadLength, Signature, 0, FrameSigning.SignatureLength);
            return true;
        }
    }
}
