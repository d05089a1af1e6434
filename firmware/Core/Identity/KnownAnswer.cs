using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>One published input of one primitive and what must come out of it.</summary>
    public sealed class KnownAnswer
    {
        private readonly byte[] _key;
        private readonly byte[] _input;
        private readonly byte[] _expected;

        /// <param name="part">One of <see cref="SelfTestPart"/>.</param>
        /// <param name="keyHex">Key of a MAC or private key; public key for <see cref="SelfTestPart.Verify"/>; empty for a hash.</param>
        public KnownAnswer(byte part, string keyHex, string inputHex, string expectedHex)
        {
            Part = part;
            _key = FromHex(keyHex);
            _input = FromHex(inputHex);
            _expected = FromHex(expectedHex);
        }

        public byte Part { get; }

        public bool Holds()
        {
            byte[] answer = new byte[_expected.Length];
            switch (Part)
            {
                case SelfTestPart.Sha256: Sha256.Hash(_input, 0, _input.Length, answer, 0); break;
                case SelfTestPart.Keccak256: Keccak256.Hash(_input, 0, _input.Length, answer, 0); break;
                case SelfTestPart.HmacSha256: HmacSha256.Compute(_key, _input, 0, _input.Length, answer, 0); break;
                case SelfTestPart.PublicKey: if (!P256.PublicKey(_key, answer)) return false; break;
                case SelfTestPart.Sign: if (!P256.Sign(_key, _input, answer, 0)) return false; break;
                case SelfTestPart.SharedSecret: if (!P256.SharedSecret(_key, _input, answer)) return false; break;
                case SelfTestPart.Verify: return VerifiesOnlyThis();
                default: return false;
            }

            return Bytes.Equal(answer, 0, _expected, 0, answer.Length);
        }

        // A verifier that says yes to everything is the worst of all; the wrong signature is refused before the long way.
        private bool VerifiesOnlyThis()
        {
            byte[] wrong = new byte[P256.SignatureLength];
            return P256.Verify(_key, _input, _expected, 0) && !P256.Verify(_key, _input, wrong, 0);
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
