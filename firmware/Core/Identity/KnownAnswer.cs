using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// One published input of one primitive and what must come out of it. Kept as the program's own text, which costs no memory on the
    /// chip, and made bytes for as long as it is looked at.
    /// </summary>
    public sealed class KnownAnswer
    {
        private readonly string _keyHex;
        private readonly string _inputHex;
        private readonly string _expectedHex;

        /// <param name="part">One of <see cref="SelfTestPart"/>.</param>
        /// <param name="keyHex">Key of a MAC or private key; public key for <see cref="SelfTestPart.Verify"/>; empty for a hash.</param>
        public KnownAnswer(byte part, string keyHex, string inputHex, string expectedHex)
        {
            Part = part;
            _keyHex = keyHex;
            _inputHex = inputHex;
            _expectedHex = expectedHex;
        }

        public byte Part { get; }

        public bool Holds()
        {
            byte[] key = FromHex(_keyHex);
            byte[] input = FromHex(_inputHex);
            byte[] expected = FromHex(_expectedHex);
            byte[] answer = new byte[expected.Length];
            switch (Part)
            {
                case SelfTestPart.Sha256: Sha256.Hash(input, 0, input.Length, answer, 0); break;
                case SelfTestPart.Keccak256: Keccak256.Hash(input, 0, input.Length, answer, 0); break;
                case SelfTestPart.HmacSha256: HmacSha256.Compute(key, input, 0, input.Length, answer, 0); break;
                case SelfTestPart.PublicKey: if (!P256.PublicKey(key, answer)) return false; break;
                case SelfTestPart.Sign: if (!P256.Sign(key, input, answer, 0)) return false; break;
                case SelfTestPart.SharedSecret: if (!P256.SharedSecret(key, input, answer)) return false; break;
                case SelfTestPart.Verify: return VerifiesOnlyThis(key, input, expected);
                default: return false;
            }

            return Bytes.Equal(answer, 0, expected, 0, answer.Length);
        }

        // A verifier that says yes to everything is the worst of all; the wrong signature is refused before the long way.
        private static bool VerifiesOnlyThis(byte[] key, byte[] input, byte[] expected)
        {
            byte[] wrong = new byte[P256.SignatureLength];
            return P256.Verify(key, input, expected, 0) && !P256.Verify(key, input, wrong, 0);
        }

        private static byte[] FromHex(string hex)
        {
            byte[] bytes = new byte[hex.Length / 2];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Nibble(hex[2 * i]) << 4 | Nibble(hex[2 * i + 1]));
            return bytes;
        }

        private static int Nibble(char digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;
    }
}
