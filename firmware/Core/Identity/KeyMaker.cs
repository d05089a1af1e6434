using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Makes the device's P-256 key, once, and keeps it. The 32 bytes go from the generator to the flash and to the signer, and nowhere else:
    /// nothing here returns them.
    /// </summary>
    public sealed class KeyMaker
    {
        private const string FileName = "key";
        private const int KeyLength = 32;
        private const int NoiseReadings = 256;
        private const int JitterRounds = 32;

        /// <summary>A clock that stands still, as a simulated one does, may not hold up the making.</summary>
        private const int LongestSpin = 2000;

        // n of P-256, FIPS 186-4, D.1.2.3.
        private static readonly byte[] Order =
        {
            0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
        };

        // "GreenPow/1 key"
        private static readonly byte[] Label = { 0x47, 0x72, 0x65, 0x65, 0x6e, 0x50, 0x6f, 0x77, 0x2f, 0x31, 0x20, 0x6b, 0x65, 0x79 };

        private readonly IFlash _flash;
        private readonly IRandom _random;
        private readonly IClock _clock;
        private readonly IAnalogInput[] _noise;

        /// <param name="noise">Inputs of the board's converter, whose lowest bits are noise; null or empty where there are none.</param>
        public KeyMaker(IFlash flash, IRandom random, IClock clock, IAnalogInput[] noise)
        {
            _flash = flash;
            _random = random;
            _clock = clock;
            _noise = noise;
        }

        /// <summary>One of <see cref="KeyFault"/>: why the last call gave no signer.</summary>
        public byte Fault { get; private set; }

        /// <summary>Takes a key off the flash that has signed nothing yet.</summary>
        public static void Forget(IFlash flash)
        {
            flash.Delete(FileName + "-0");
            flash.Delete(FileName + "-1");
        }

        /// <summary>True for a number from 1 to n - 1, big-endian.</summary>
        public static bool IsKey(byte[] key32)
        {
            int any = 0;
            int borrow = 0;
            for (int i = KeyLength - 1; i >= 0; i--)
            {
                any |= key32[i];
                borrow = (key32[i] - Order[i] - borrow) < 0 ? 1 : 0;
            }

            return any != 0 && borrow == 1;
        }

        /// <summary>The signer of the key that was made before; null when there is none.</summary>
        public ISigner Load()
        {
            SafeRecord record = new SafeRecord(_flash, FileName);
            byte[] key = record.Load();
            if (key == null || key.Length != KeyLength || !IsKey(key))
            {
                // One torn file is a making that lost power before anybody saw its key; two are a key that is lost.
                Fault = _flash.Length(FileName + "-0") >= 0 && _flash.Length(FileName + "-1") >= 0 ? KeyFault.Damaged : KeyFault.NotMade;
                return null;
            }

            Fault = KeyFault.None;
            return new ManagedSigner(key);
        }

        /// <summary>
        /// The signer of the key that was made before, or of a new one. Takes about a second on the chip.
        /// </summary>
        /// <param name="isRadioOn">The hardware generator is only random while the radio runs.</param>
        /// <param name="installerBytes">Whatever the installer's telephone adds: the key is then no worse than its generator either; may be null.</param>
        public ISigner LoadOrMake(bool isRadioOn, byte[] installerBytes)
        {
            ISigner signer = Load();
            if (signer != null || Fault == KeyFault.Damaged) return signer;
            if (!isRadioOn)
            {
                Fault = KeyFault.RadioOff;
                return null;
            }

            byte[] samples = new byte[NoiseHealth.SampleCount];
            _random.Fill(samples);
            Fault = NoiseHealth.Judge(samples);
            if (Fault != KeyFault.None) return null;
            byte[] key = Derive(samples, installerBytes);
            Array.Clear(samples, 0, samples.Length);
            return Keep(key) ? Load() : null;
        }

        // Extract and expand as RFC 5869 does: every source can only add, none can take away.
        private byte[] Derive(byte[] samples, byte[] installerBytes)
        {
            byte[] seed = new byte[HmacSha256.MacLength];
            HmacSha256 hmac = new HmacSha256();
            hmac.Begin(Label);
            hmac.Update(samples, 0, samples.Length);
            AddConverterNoise(hmac);
            AddJitter(hmac);
            if (installerBytes != null) hmac.Update(installerBytes, 0, installerBytes.Length);
            hmac.Finish(seed, 0);

            byte[] key = new byte[KeyLength];
            byte[] round = new byte[1];
            do
            {
                round[0]++;
                hmac.Begin(seed);
                hmac.Update(Label, 0, Label.Length);
                hmac.Update(round, 0, 1);
                hmac.Finish(key, 0);
            }
            while (!IsKey(key));
            Array.Clear(seed, 0, seed.Length);
            return key;
        }

        private void AddConverterNoise(HmacSha256 hmac)
        {
            byte[] reading = new byte[2];
            for (int i = 0; _noise != null && i < _noise.Length; i++)
            {
                for (int n = 0; n < NoiseReadings; n++)
                {
                    Bytes.WriteUInt16(reading, 0, unchecked((ushort)_noise[i].Read()));
                    hmac.Update(reading, 0, 2);
                }
            }
        }

        // How far one counts within a millisecond differs with interrupts, caches and the radio's work.
        private void AddJitter(HmacSha256 hmac)
        {
            byte[] count = new byte[2];
            for (int round = 0; round < JitterRounds; round++)
            {
                long before = _clock.UtcUnixMilliseconds;
                ushort spins = 0;
                while (spins < LongestSpin && _clock.UtcUnixMilliseconds == before) spins++;
                Bytes.WriteUInt16(count, 0, spins);
                hmac.Update(count, 0, 2);
            }
        }

        // Into both files, so that neither a torn write nor one bad sector takes the device's name away.
        private bool Keep(byte[] key)
        {
            SafeRecord record = new SafeRecord(_flash, FileName);
            record.Load();
            if (record.Save(key) && record.Save(key)) return true;
            Fault = KeyFault.FlashFull;
            return false;
        }
    }
}
