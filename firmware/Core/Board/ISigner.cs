namespace GreenPow.Core
{
    /// <summary>Holds the device's P-256 key, which never leaves it.</summary>
    public interface ISigner
    {
        /// <summary>One of <see cref="SignerKind"/>: decides how often reports are sealed.</summary>
        byte Kind { get; }

        /// <summary>Uncompressed point, 65 bytes beginning with 0x04.</summary>
        byte[] PublicKey { get; }

        /// <summary>Serial number of a secure element, 12 bytes, zero padded; all zero for the managed signer.</summary>
        byte[] Serial { get; }

        /// <summary>
        /// Writes 64 bytes r||s, low-s. May block for seconds on the chip: the meters integrate in hardware meanwhile.
        /// False when the element does not answer.
        /// </summary>
        bool Sign(byte[] digest32, byte[] signature, int at);

        /// <summary>Derives the 32-byte key of `have` and `work` frames from the gateway's public key; done once at provisioning.</summary>
        bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32);
    }

    /// <summary>Values of signerKind in a status frame.</summary>
    public static class SignerKind
    {
        public const byte Managed = 1;
        public const byte SecureElement = 2;
    }
}
