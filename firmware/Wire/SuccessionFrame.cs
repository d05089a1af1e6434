using System;

namespace GreenPow.Wire
{
    /// <summary>Kind 9: a meter follows another at the same site; installer and owner sign as persons, the old meter too if it lives.</summary>
    /// <remarks>
    /// <code>
    ///  0 header 20 of the new device    84 oldFrameHash 32
    /// 20 networkId 8                   116 signature 64 of the new device
    /// 28 tokenId 32, big-endian        180 installer signature 65
    /// 60 oldDeviceId 16                245 owner signature 65
    /// 76 oldSequence u64               310 old signature 64              374 in all
    /// </code>
    /// All four sign the same digest: the devices by P-256, the persons as an EIP-191 personal message of its 32 bytes.
    /// </remarks>
    public sealed class SuccessionFrame
    {
        public const int FixedLength = 116;
        public const int PersonSignatureLength = 65;
        public const int TotalLength = FixedLength + 2 * FrameSigning.SignatureLength + 2 * PersonSignatureLength;

        /// <summary>Of the new device.</summary>
        public readonly byte[] DeviceId = new byte[Identity.DeviceIdLength];

        public readonly byte[] NetworkId = new byte[Identity.NetworkIdLength];

        /// <summary>The site's token as the chain writes it: 32 bytes, most significant first; tokens begin at 1.</summary>
        public readonly byte[] TokenId = new byte[32];

        public readonly byte[] OldDeviceId = new byte[Identity.DeviceIdLength];

        /// <summary>The old device's last sealed report; 0 = it never sealed one.</summary>
        public ulong OldSequence;

        /// <summary>SHA-256 of that report's frame; zeros for sequence 0.</summary>
        public readonly byte[] OldFrameHash = new byte[Sha256.DigestLength];

        /// <summary>Of the new device.</summary>
        public readonly byte[] Signature = new byte[FrameSigning.SignatureLength];

        /// <summary>secp256k1 r, s, v; zeros until the installer has signed.</summary>
        public readonly byte[] InstallerSignature = new byte[PersonSignatureLength];

        /// <summary>secp256k1 r, s, v; zeros until the site's owner has signed.</summary>
        public readonly byte[] OwnerSignature = new byte[PersonSignatureLength];

        /// <summary>Of the old device; zeros when it is dead.</summary>
        public readonly byte[] OldSignature = new byte[FrameSigning.SignatureLength];

        /// <summary>Whether the old device lives and agrees.</summary>
        public bool IsSignedByOld
        {
            get { return !IsZero(OldSignature); }
        }

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
            FrameHeader.Write(b, at, FrameKind.Succession, DeviceId);
            Array.Copy(NetworkId, 0, b, at + 20, Identity.NetworkIdLength);
            Array.Copy(TokenId, 0, b, at + 28, 32);
            Array.Copy(OldDeviceId, 0, b, at + 60, Identity.DeviceIdLength);
            Bytes.WriteUInt64(b, at + 76, OldSequence);
            Array.Copy(OldFrameHash, 0, b, at + 84, Sha256.DigestLength);
            Array.Copy(Signature, 0, b, at + FixedLength, FrameSigning.SignatureLength);
            Array.Copy(InstallerSignature, 0, b, at + 180, PersonSignatureLength);
            Array.Copy(OwnerSignature, 0, b, at + 245, PersonSignatureLength);
            Array.Copy(OldSignature, 0, b, at + 310, FrameSigning.SignatureLength);
            return TotalLength;
        }

        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = FrameHeader.Read(b, at, n, FrameKind.Succession, TotalLength, DeviceId);
            if (fault != FrameFault.None)
                return false;
            Array.Copy(b, at + 20, NetworkId, 0, Identity.NetworkIdLength);
            Array.Copy(b, at + 28, TokenId, 0, 32);
            Array.Copy(b, at + 60, OldDeviceId, 0, Identity.DeviceIdLength);
            OldSequence = Bytes.ReadUInt64(b, at + 76);
            Array.Copy(b, at + 84, OldFrameHash, 0, Sha256.DigestLength);
            Array.Copy(b, at + FixedLength, Signature, 0, FrameSigning.SignatureLength);
            Array.Copy(b, at + 180, InstallerSignature, 0, PersonSignatureLength);
            Array.Copy(b, at + 245, OwnerSignature, 0, PersonSignatureLength);
            Array.Copy(b, at + 310, OldSignature, 0, FrameSigning.SignatureLength);
            if (n != TotalLength)
                fault = FrameFault.Length;
            else if (IsZero(TokenId))
                fault = FrameFault.TokenId;
            else if (Bytes.Equal(OldDeviceId, 0, DeviceId, 0, Identity.DeviceIdLength))
                fault = FrameFault.OldDevice;
            else if (OldSequence == 0 && !IsZero(OldFrameHash))
                fault = FrameFault.OldFrameHash;
            return fault == FrameFault.None;
        }

        private static bool IsZero(byte[] bytes)
        {
            for (int i = 0; i < bytes.Length; i++)
                if (bytes[i] != 0)
                    return false;
            return true;
        }
    }
}
