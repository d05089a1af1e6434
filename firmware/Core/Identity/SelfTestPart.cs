namespace GreenPow.Core
{
    /// <summary>What the self-test looks at.</summary>
    public static class SelfTestPart
    {
        public const byte None = 0;
        public const byte Sha256 = 1;
        public const byte Keccak256 = 2;
        public const byte HmacSha256 = 3;
        public const byte PublicKey = 4;
        public const byte Sign = 5;
        public const byte SharedSecret = 6;
        public const byte Verify = 7;

        public static string Text(byte part)
        {
            switch (part)
            {
                case None: return "nothing";
                case Sha256: return "SHA-256";
                case Keccak256: return "Keccak-256";
                case HmacSha256: return "HMAC-SHA-256";
                case PublicKey: return "P-256 public key";
                case Sign: return "P-256 signature";
                case SharedSecret: return "P-256 shared secret";
                case Verify: return "P-256 verification";
                default: return "unknown";
            }
        }
    }
}
