using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What an installer needs from the device's key to apply for a site.</summary>
    public static class DeviceRecords
    {
        /// <summary>Puts the signature over the first bytes of a written frame right behind them.</summary>
        public static bool Sign(ISigner signer, byte kind, byte[] frame, int lengthBeforeSignature)
        {
            byte[] digest = new byte[Sha256.DigestLength];
            FrameSigning.Digest(kind, frame, 0, lengthBeforeSignature, digest);
            return signer.Sign(digest, frame, lengthBeforeSignature);
        }

        /// <summary>Fills in the device's id and signature; the installer's signature is added by the installer's tool.</summary>
        public static bool SignCommissioning(ISigner signer, CommissioningFrame frame)
        {
            Identity.DeviceId(signer.PublicKey, frame.DeviceId);
            byte[] bytes = new byte[CommissioningFrame.MaximumLength];
            frame.Write(bytes, 0);
            if (!Sign(signer, FrameKind.Commissioning, bytes, frame.LengthBeforeSignature)) return false;
            Array.Copy(bytes, frame.LengthBeforeSignature, frame.Signature, 0, FrameSigning.SignatureLength);
            return true;
        }

        /// <summary>Fills in the device's id and signature: the device agrees to belong to that owner; the chain checks it.</summary>
        public static bool SignOwnership(ISigner signer, OwnershipFrame frame)
        {
            Identity.DeviceId(signer.PublicKey, frame.DeviceId);
            byte[] bytes = new byte[OwnershipFrame.TotalLength];
            frame.Write(bytes, 0);
            if (!Sign(signer, FrameKind.Ownership, bytes, frame.LengthBeforeSignature)) return false;
            Array.Copy(bytes, frame.LengthBeforeSignature, frame.Signature, 0, FrameSigning.SignatureLength);
            return true;
        }

        /// <summary>Fills in the new device's id and signature; installer and owner sign the same digest as a personal message.</summary>
        public static bool SignSuccession(ISigner newDevice, SuccessionFrame frame)
        {
            Identity.DeviceId(newDevice.PublicKey, frame.DeviceId);
            return SignSuccession(newDevice, frame, frame.Signature);
        }

        /// <summary>The old device, if it lives, agrees to be followed; the frame names both devices already.</summary>
        public static bool AgreeToSuccession(ISigner oldDevice, SuccessionFrame frame)
        {
            return SignSuccession(oldDevice, frame, frame.OldSignature);
        }

        private static bool SignSuccession(ISigner signer, SuccessionFrame frame, byte[] signature)
        {
            byte[] bytes = new byte[SuccessionFrame.TotalLength];
            frame.Write(bytes, 0);
            if (!Sign(signer, FrameKind.Succession, bytes, frame.LengthBeforeSignature)) return false;
            Array.Copy(bytes, frame.LengthBeforeSignature, signature, 0, FrameSigning.SignatureLength);
            return true;
        }
    }
}
