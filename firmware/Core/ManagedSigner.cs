using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Signs in managed code with a key kept in memory: just under a second per signature on the chip, under a millisecond elsewhere.</summary>
    public sealed class ManagedSigner : ISigner
    {
        private readonly byte[] _privateKey;

        /// <summary>Throws when the 32 bytes are not a P-256 private key.</summary>
        public ManagedSigner(byte[] privateKey32)
        {
            _privateKey = privateKey32;
            PublicKey = new byte[Identity.PublicKeyLength];
            if (!P256.PublicKey(privateKey32, PublicKey)) throw new System.ArgumentException("Not a P-256 private key");
        }

        public byte Kind => SignerKind.Managed;

        public byte[] PublicKey { get; }

        public byte[] Serial { get; } = new byte[12];

        public bool Sign(byte[] digest32, byte[] signature, int at) => P256.Sign(_privateKey, digest32, signature, at);

        public bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32) => DeviceMac.Key(_privateKey, gatewayPublicKey65, key32);
    }
}
