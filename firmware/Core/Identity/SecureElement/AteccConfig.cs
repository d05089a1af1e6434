using System;

namespace GreenPow.Core
{
    /// <summary>
    /// The 128 bytes of the configuration zone and what a meter asks of them. DS20005927A, "Configuration Zone", "SlotConfig", "KeyConfig";
    /// the ATECC608 keeps these places.
    /// </summary>
    /// <remarks>
    /// <code>
    ///   0 serial 0..3   12 serial 8      20 SlotConfig 16 x u16    86 data lock    88 slots not locked u16   96 KeyConfig 16 x u16
    ///   4 revision 4    16 I2C address   52 counters, use, ...     87 config lock  90 chip options u16
    ///   8 serial 4..7   19 chip mode
    /// </code>
    /// </remarks>
    public sealed class AteccConfig
    {
        public const int Length = 128;
        public const int KeySlot = 0;
        public const int FirstSlotConfigWord = 5;
        public const int FirstKeyConfigWord = 24;
        public const int WordsOfEach = 8;

        // SlotConfig of a private key. For one, bits 0 to 3 say what it may do; 0x2000 lets GenKey make it.
        private const int SignsExternal = 0x0001;
        private const int MakesSecrets = 0x0004;
        private const int LimitedUse = 0x0020;
        private const int IsSecret = 0x0080;
        private const int GenKeyAllowed = 0x2000;

        // SlotConfig of a slot nobody uses: secret, and never written (0x8000).
        private const int ClosedSlot = 0x8f8f;

        // KeyConfig: a private key whose public key may be asked for, type 4 = P-256, may be locked alone.
        private const int IsPrivate = 0x0001;
        private const int PublicKeyAllowed = 0x0002;
        private const int KeyTypeMask = 0x001c;
        private const int KeyTypeP256 = 4 << 2;
        private const int Lockable = 0x0020;
        private const int NeedsRandomNonce = 0x0040;
        private const int NeedsAuthorisation = 0x0080;
        private const int NeedsLatch = 0x1000;

        // KeyConfig of a slot nobody uses: type 7 = no key, may be locked alone.
        private const int NoKey = 0x003c;

        // Chip mode, bits 7 to 3: the divider of the chip's clock. M0 = 0x00, M1 = 0x28, M2 = 0x68.
        private const int ClockMask = 0xf8;
        private const int ClockM2 = 0x68;

        // Chip options, high byte, bits 1 to 0: 0 = the secret of ECDH may leave in the clear.
        private const int SecretsProtected = 0x03;

        private const byte Locked = 0x00;

        private readonly byte[] _bytes = new byte[Length];

        public byte[] Zone => _bytes;

        public bool IsConfigLocked => _bytes[87] == Locked;

        public bool IsDataLocked => _bytes[86] == Locked;

        /// <summary>The slot's bit is 1 until it is locked.</summary>
        public bool IsKeyLocked => (_bytes[88] & (1 << KeySlot)) == 0;

        /// <summary>The slot may, and the chip gives the secret out in the clear; otherwise it refuses the command.</summary>
        public bool MayMakeSecrets => (SlotConfig & MakesSecrets) != 0 && (_bytes[91] & SecretsProtected) == 0;

        private int SlotConfig => _bytes[20] | _bytes[21] << 8;

        private int KeyConfig => _bytes[96] | _bytes[97] << 8;

        /// <summary>Nine bytes, beginning 01 23 and ending EE.</summary>
        public void CopySerial(byte[] into)
        {
            Array.Copy(_bytes, 0, into, 0, 4);
            Array.Copy(_bytes, 8, into, 4, 5);
        }

        /// <summary>
        /// One of <see cref="SecureElementFault"/>: what no provisioning changes. With its slowest clock a chip signs in 0.7 s and verifies in
        /// 1.1 s, and its watchdog strikes from 0.7 s on.
        /// </summary>
        public byte ChipFault() => (_bytes[19] & ClockMask) == ClockM2 ? SecureElementFault.ClockTooSlow : SecureElementFault.None;

        /// <summary>One of <see cref="SecureElementFault"/>: what makes this slot no good for a meter's key, locked or not.</summary>
        public byte KeyFault()
        {
            if ((KeyConfig & (IsPrivate | PublicKeyAllowed | KeyTypeMask)) != (IsPrivate | PublicKeyAllowed | KeyTypeP256)) return SecureElementFault.NotAKeySlot;
            if ((SlotConfig & IsSecret) == 0) return SecureElementFault.KeyNotSecret;
            if ((SlotConfig & SignsExternal) == 0) return SecureElementFault.MayNotSign;
            if ((SlotConfig & LimitedUse) != 0) return SecureElementFault.LimitedUse;
            if ((KeyConfig & NeedsRandomNonce) != 0) return SecureElementFault.NeedsRandomNonce;
            return (KeyConfig & (NeedsAuthorisation | NeedsLatch)) != 0 ? SecureElementFault.NeedsAuthorisation : SecureElementFault.None;
        }

        /// <summary>... and what makes it no good for good: as long as this is left, the key may change or the chip refuses to sign.</summary>
        public byte Fault()
        {
            if (!IsConfigLocked) return SecureElementFault.ConfigNotLocked;
            byte fault = ChipFault();
            if (fault == SecureElementFault.None) fault = KeyFault();
            if (fault != SecureElementFault.None) return fault;
            if (!IsDataLocked) return SecureElementFault.DataNotLocked;
            return !IsKeyLocked && (SlotConfig & GenKeyAllowed) != 0 ? SecureElementFault.KeyReplaceable : SecureElementFault.None;
        }

        /// <summary>The word of the zone as a meter wants it: words 5 to 12 and 24 to 31.</summary>
        public static void Wanted(int word, byte[] word4)
        {
            bool isKeyConfig = word >= FirstKeyConfigWord;
            int slot = 2 * (word - (isKeyConfig ? FirstKeyConfigWord : FirstSlotConfigWord));
            for (int i = 0; i < 2; i++)
            {
                int value = isKeyConfig
                    ? (slot + i == KeySlot ? IsPrivate | PublicKeyAllowed | KeyTypeP256 | Lockable : NoKey)
                    : (slot + i == KeySlot ? SignsExternal | MakesSecrets | IsSecret | GenKeyAllowed : ClosedSlot);
                word4[2 * i] = unchecked((byte)value);
                word4[2 * i + 1] = (byte)(value >> 8);
            }
        }
    }
}
