namespace GreenPow.Core
{
    /// <summary>
    /// Known-answer tests after every start, one each <see cref="Step"/>: the whole takes seconds on the chip, one answer at most two.
    /// Nothing is signed before all hold (<see cref="GuardedSigner"/>).
    /// </summary>
    public sealed class SelfTest
    {
        private KnownAnswer[] _answers;
        private int _next;

        public SelfTest(KnownAnswer[] answers)
        {
            _answers = answers;
        }

        /// <summary>One of <see cref="SelfTestPart"/>: the first that is broken; None while nothing is.</summary>
        public byte Broken { get; private set; }

        public bool IsDone => _answers == null;

        public bool HasPassed => IsDone && Broken == SelfTestPart.None;

        /// <summary>Looks at the next answer; nothing to do once <see cref="IsDone"/>.</summary>
        public void Step()
        {
            if (IsDone) return;
            KnownAnswer answer = _answers[_next++];
            if (!answer.Holds()) Broken = answer.Part;
            if (Broken != SelfTestPart.None || _next == _answers.Length) _answers = null;
        }

        /// <summary>Looks at all that are left.</summary>
        public void Finish()
        {
            while (!IsDone) Step();
        }

        /// <summary>With a secure element the chip's own code signs nothing and makes no secret, but still hashes and verifies.</summary>
        public static SelfTest ForSigner(byte signerKind)
        {
            return new SelfTest(signerKind == SignerKind.SecureElement ? Common() : WithPrivateKey());
        }

        private static KnownAnswer[] WithPrivateKey()
        {
            KnownAnswer[] common = Common();
            KnownAnswer[] all = new KnownAnswer[common.Length + 3];
            for (int i = 0; i < common.Length; i++) all[i] = common[i];
            // RFC 6979, A.2.5: the key, and the signature of "sample" with the lower of both s.
            all[common.Length] = new KnownAnswer(SelfTestPart.PublicKey, Rfc6979Key, "", Rfc6979PublicKey);
            all[common.Length + 1] = new KnownAnswer(SelfTestPart.Sign, Rfc6979Key, SampleDigest, SampleSignature);
            // RFC 5903, 8.1: i, gr and the x of both.
            all[common.Length + 2] = new KnownAnswer(SelfTestPart.SharedSecret,
                "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
                "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
                "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de");
            return all;
        }

        private static KnownAnswer[] Common()
        {
            return new KnownAnswer[]
            {
                // FIPS 180-4, "abc".
                new KnownAnswer(SelfTestPart.Sha256, "", "616263", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                // MaxCoin's genesis header; the hash as the algorithm gives it.
                new KnownAnswer(SelfTestPart.Keccak256, "",
                    "700000000000000000000000000000000000000000000000000000000000000000000000f36ae45560247c5c7fe195e47128af943405cc987ddc18c388a473c2463bccf87843e652ffff001e3936b000",
                    "6419a2ac8a32c9a3fa2d6977e06f9073ee4310353a7a736e8a55860f2d000000"),
                // RFC 4231, 4.3.
                new KnownAnswer(SelfTestPart.HmacSha256, "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                new KnownAnswer(SelfTestPart.Verify, Rfc6979PublicKey, SampleDigest, SampleSignature),
            };
        }

        private const string Rfc6979Key = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
        private const string Rfc6979PublicKey = "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
        private const string SampleDigest = "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf";
        private const string SampleSignature = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716" + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9";
    }
}
