namespace GreenPow.Core
{
    /// <summary>A signer that stays silent until the self-test has passed, and for good when it has not.</summary>
    public sealed class GuardedSigner : ISigner
    {
        private readonly ISigner _signer;
        private readonly SelfTest _test;

        public GuardedSigner(ISigner signer, SelfTest test)
        {
            _signer = signer;
            _test = test;
        }

        public byte Kind => _signer.Kind;

        public byte[] PublicKey => _signer.PublicKey;

        public byte[] Serial => _signer.Serial;

        public bool Sign(byte[] digest32, byte[] signature, int at)
        {
            _test.Finish();
            return _test.HasPassed && _signer.Sign(digest32, signature, at);
        }

        public bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32)
        {
            _test.Finish();
            return _test.HasPassed && _signer.DeriveMacKey(gatewayPublicKey65, key32);
        }
    }
}
