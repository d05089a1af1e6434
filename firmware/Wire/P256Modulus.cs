using System;

namespace GreenPow.Wire
{
    /// <summary>Arithmetic modulo one of the curve's two primes, on nine limbs of 29 bits in Montgomery form (R = 2^261).</summary>
    /// <remarks>
    /// 29 bits, because nine products of two limbs then fit one signed 64-bit sum: the chip's interpreter pays per operation, not per bit.
    /// Nothing here branches on a value or indexes by one.
    /// </remarks>
    internal abstract class P256Modulus
    {
        public const int Limbs = 9;
        protected const int LimbBits = 29;
        protected const long LimbMask = 0x1fffffff;

        private static readonly long[] PlainOne = { 1, 0, 0, 0, 0, 0, 0, 0, 0 };

        private readonly long[] modulus;
        private readonly long[] radixSquared;
        private readonly byte[] exponentOfInverse = new byte[32];

        protected P256Modulus(long[] modulus, long[] radixSquared)
        {
            this.modulus = modulus;
            this.radixSquared = radixSquared;
            // Fermat: a^(modulus - 2) = 1 / a; both primes end above 2, so nothing is borrowed.
            Store(modulus, exponentOfInverse, 0);
            exponentOfInverse[31] -= 2;
        }

        /// <summary>r = a x b / R, below 1.1 moduli; r may be a or b.</summary>
        public abstract void Multiply(long[] a, long[] b, long[] r);

        public void ToMontgomery(long[] a, long[] r)
        {
            Multiply(a, radixSquared, r);
        }

        /// <summary>The plain value, below the modulus.</summary>
        public void FromMontgomery(long[] a, long[] r)
        {
            Multiply(a, PlainOne, r);
            ReduceOnce(r);
        }

        /// <summary>r = 1 / a, both in Montgomery form; 0 for 0. The exponent is public, so its digits may steer.</summary>
        public void Invert(long[] a, long[] r)
        {
            long[][] powers = new long[4][];
            powers[1] = a;
            for (int i = 2; i < powers.Length; i++)
            {
                powers[i] = new long[Limbs];
                Multiply(powers[i - 1], a, powers[i]);
            }
            // Both exponents begin with the digit 3 of two bits; larger digits would save little time and cost memory.
            long[] power = new long[Limbs];
            Array.Copy(powers[3], 0, power, 0, Limbs);
            for (int digit = 1; digit < 128; digit++)
            {
                Multiply(power, power, power);
                Multiply(power, power, power);
                int value = (exponentOfInverse[digit >> 2] >> (6 - 2 * (digit & 3))) & 3;
                if (value != 0)
                    Multiply(power, powers[value], power);
            }
            Array.Copy(power, 0, r, 0, Limbs);
        }

        /// <summary>True when the value of tight limbs is below the modulus.</summary>
        public bool IsBelow(long[] a)
        {
            return BorrowMask(a, modulus) != 0;
        }

        /// <summary>Brings a value below two moduli below one.</summary>
        public void ReduceOnce(long[] a)
        {
            long take = ~BorrowMask(a, modulus);
            long carry = 0;
            for (int i = 0; i < Limbs - 1; i++)
            {
                carry += a[i] - (modulus[i] & take);
                a[i] = carry & LimbMask;
                carry >>= LimbBits;
            }
            a[Limbs - 1] += carry - (modulus[Limbs - 1] & take);
        }

        /// <summary>-1 when a is below b, otherwise 0.</summary>
        public static long BorrowMask(long[] a, long[] b)
        {
            long carry = 0;
            for (int i = 0; i < Limbs; i++)
                carry = (carry >> LimbBits) + a[i] - b[i];
            return carry >> 63;
        }

        public static bool IsZero(long[] a)
        {
            long bits = 0;
            for (int i = 0; i < Limbs; i++)
                bits |= a[i];
            return bits == 0;
        }

        /// <summary>Reads 32 big-endian bytes.</summary>
        public static void Load(byte[] b, int at, long[] r)
        {
            long buffer = 0;
            int bits = 0;
            int limb = 0;
            for (int i = 31; i >= 0; i--)
            {
                buffer |= (long)b[at + i] << bits;
                bits += 8;
                if (bits >= LimbBits)
                {
                    r[limb++] = buffer & LimbMask;
                    buffer >>= LimbBits;
                    bits -= LimbBits;
                }
            }
            r[limb] = buffer;
        }

        /// <summary>Writes 32 big-endian bytes of a value below 2^256.</summary>
        public static void Store(long[] a, byte[] b, int at)
        {
            long buffer = 0;
            int bits = 0;
            int limb = 0;
            for (int i = 31; i >= 0; i--)
            {
                if (bits < 8)
                {
                    buffer |= a[limb++] << bits;
                    bits += LimbBits;
                }
                b[at + i] = unchecked((byte)buffer);
                buffer >>= 8;
                bits -= 8;
            }
        }
    }
}
