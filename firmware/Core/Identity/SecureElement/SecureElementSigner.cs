using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Signs with the key in slot 0 of an ATECC608. Every signature is verified by the chip itself, over the digest sent a second time:
    /// noise on the bus costs another attempt, and never goes out as a signature.
    /// </summary>
    public sealed class SecureElementSigner : ISigner
    {
        private const int Attempts = 5;
        private const int SerialLength = 12;
        private const int PointLength = 64;

        // n and n / 2 of P-256, FIPS 186-4, D.1.2.3.
        private static readonly byte[] Order =
        {
            0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
        };

        private static readonly byte[] HalfOrder =
        {
            0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
        };

        private readonly Atecc608 _chip;
        private readonly bool _mayMakeSecrets;
        private readonly byte[] _point = new byte[PointLength];

        private SecureElementSigner(Atecc608 chip, AteccConfig config, byte[] point64)
        {
            _chip = chip;
            _mayMakeSecrets = config.MayMakeSecrets;
            config.CopySerial(Serial);
            Array.Copy(point64, 0, _point, 0, PointLength);
            PublicKey[0] = 4;
            Array.Copy(point64, 0, PublicKey, 1, PointLength);
        }

        public byte Kind => SignerKind.SecureElement;

        public byte[] PublicKey { get; } = new byte[Identity.PublicKeyLength];

        /// <summary>The chip's nine bytes and three zeros.</summary>
        public byte[] Serial { get; } = new byte[SerialLength];

        /// <summary>The signer of a chip that is locked and has its key; null, and why, for any other.</summary>
        public static SecureElementSigner Open(II2cPort port, out byte fault)
        {
            Atecc608 chip = new Atecc608(port);
            AteccConfig config = new AteccConfig();
            fault = AteccReader.ReadChip(chip, config);
            if (fault == SecureElementFault.None) fault = config.Fault();
            byte[] point = new byte[PointLength];
            if (fault == SecureElementFault.None) fault = AteccReader.ReadKey(chip, point);
            return fault == SecureElementFault.None ? new SecureElementSigner(chip, config, point) : null;
        }

        /// <summary>About 0.2 s, 0.6 s at most with a divided clock. False when the chip does not answer, or never the same thing twice.</summary>
        public bool Sign(byte[] digest32, byte[] signature, int at)
        {
            byte[] made = new byte[FrameSigning.SignatureLength];
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                bool isGood = _chip.Bus.Begin()
                    && _chip.LoadDigest(digest32) == AteccStatus.Success
                    && _chip.SignDigest(AteccConfig.KeySlot, made) == AteccStatus.Success
                    && _chip.LoadDigest(digest32) == AteccStatus.Success
                    && _chip.VerifyDigest(made, _point) == AteccStatus.Success;
                _chip.Bus.End();
                if (!isGood) continue;
                TakeLower(made, 32);
                Array.Copy(made, 0, signature, at, made.Length);
                return true;
            }

            return false;
        }

        /// <summary>False when the chip does not answer or may not make secrets.</summary>
        public bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32)
        {
            if (!_mayMakeSecrets || gatewayPublicKey65[0] != 4) return false;
            byte[] other = new byte[PointLength];
            Array.Copy(gatewayPublicKey65, 1, other, 0, PointLength);
            byte[] first = new byte[32];
            byte[] second = new byte[32];
            bool isSame = false;
            // Twice the same: nothing else would tell a secret that noise has changed.
            for (int attempt = 0; attempt < Attempts && !isSame; attempt++)
                isSame = MakeSecret(other, first) && MakeSecret(other, second) && Bytes.Equal(first, 0, second, 0, 32);
            if (isSame) DeviceMac.KeyOfSecret(first, key32);
            Array.Clear(first, 0, 32);
            Array.Clear(second, 0, 32);
            return isSame;
        }

        /// <summary>s or n - s, whichever is at most n / 2: both are signatures, and only the lower is taken.</summary>
        public static void TakeLower(byte[] s, int at)
        {
            int borrow = 0;
            for (int i = 31; i >= 0; i--) borrow = HalfOrder[i] - s[at + i] - borrow < 0 ? 1 : 0;
            if (borrow == 0) return;
            borrow = 0;
            for (int i = 31; i >= 0; i--)
            {
                int difference = Order[i] - s[at + i] - borrow;
                borrow = difference < 0 ? 1 : 0;
                s[at + i] = unchecked((byte)difference);
            }
        }

        private bool MakeSecret(byte[] other64, byte[] secret32)
        {
            bool isMade = _chip.Bus.Begin() && _chip.MakeSecret(AteccConfig.KeySlot, other64, secret32) == AteccStatus.Success;
            _chip.Bus.End();
            return isMade;
        }
    }
}
