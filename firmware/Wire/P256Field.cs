namespace GreenPow.Wire
{
    /// <summary>The curve's coordinates, modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 (FIPS 186-4, D.1.2.3).</summary>
    /// <remarks>
    /// Limbs are *tight* when 0..7 lie in 0..2^29 - 1 and the last one is small, perhaps negative; values lie between -p and 2p.
    /// Products take the sum of two tight numbers on one side and the difference of two on the other; everything else goes through Combine.
    /// </remarks>
    internal sealed class P256Field : P256Modulus
    {
        public static readonly P256Field Instance = new P256Field();

        /// <summary>1, 3 and the curve's b in Montgomery form.</summary>
        public static readonly long[] One = { 0x00000020, 0, 0, 0x1fffc000, 0x1fffffff, 0x1fffffff, 0x1f7fffff, 0x03ffffff, 0 };
        public static readonly long[] Three = { 0x00000060, 0x00000000, 0x00000000, 0x1fff4000, 0x1fffffff, 0x1fffffff, 0x1e7fffff, 0x0bffffff, 0x00000000 };
        public static readonly long[] CurveB =
        {
            0x1897bbfb, 0x1cdf6229, 0x018486c4, 0x01732821, 0x1dad59e0, 0x0abf7212, 0x1a06d110, 0x17721d20, 0x008600c3,
        };

        private P256Field()
            : base(
                new long[] { 0x1fffffff, 0x1fffffff, 0x1fffffff, 0x000001ff, 0, 0, 0x00040000, 0x1fe00000, 0x00ffffff },
                new long[] { 0x00000c00, 0, 0x1fff0000, 0x1fdfffff, 0x1fbfffff, 0x1fffffff, 0x1fffffff, 0x1ffffffe, 0x00000013 })
        {
        }

        /// <summary>r = a - b, not carried.</summary>
        public static void Subtract(long[] a, long[] b, long[] r)
        {
            for (int i = 0; i < Limbs; i++)
                r[i] = a[i] - b[i];
        }

        /// <summary>r = a + b, not carried.</summary>
        public static void Add(long[] a, long[] b, long[] r)
        {
            for (int i = 0; i < Limbs; i++)
                r[i] = a[i] + b[i];
        }

        /// <summary>r = a x aTimes + b x bTimes, tight and within -0.01 p to 1.01 p; for factors up to 8.</summary>
        public static void Combine(long[] a, long aTimes, long[] b, long bTimes, long[] r)
        {
            long last = a[8] * aTimes + b[8] * bTimes;
            // What stands above 2^256 comes back in as 2^224 - 2^192 - 2^96 + 1 for each.
            long above = last >> 24;
            long sum = a[0] * aTimes + b[0] * bTimes + above;
            r[0] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[1] * aTimes + b[1] * bTimes;
            r[1] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[2] * aTimes + b[2] * bTimes;
            r[2] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[3] * aTimes + b[3] * bTimes - (above << 9);
            r[3] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[4] * aTimes + b[4] * bTimes;
            r[4] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[5] * aTimes + b[5] * bTimes;
            r[5] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[6] * aTimes + b[6] * bTimes - (above << 18);
            r[6] = sum & LimbMask;
            sum = (sum >> LimbBits) + a[7] * aTimes + b[7] * bTimes + (above << 21);
            r[7] = sum & LimbMask;
            r[8] = (sum >> LimbBits) + last - (above << 24);
        }

        /// <summary>Columns of the product, each first rid of its low limb m by adding m x p, whose shape makes that four shifts.</summary>
        public override void Multiply(long[] a, long[] b, long[] r)
        {
            unchecked
            {
                long a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5], a6 = a[6], a7 = a[7], a8 = a[8];
                long b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7], b8 = b[8];
                long sum = a0 * b0;
                long m0 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b1 + a1 * b0;
                long m1 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b2 + a1 * b1 + a2 * b0;
                long m2 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + (m0 << 9);
                long m3 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + (m1 << 9);
                long m4 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + (m2 << 9);
                long m5 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + (m3 << 9) + (m0 << 18);
                long m6 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 + (m4 << 9) + (m1 << 18)
                    - (m0 << 21);
                long m7 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0 + (m5 << 9)
                    + (m2 << 18) - (m1 << 21) + (m0 << 24);
                long m8 = sum & LimbMask;
                sum >>= LimbBits;
                sum += a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + (m6 << 9) + (m3 << 18)
                    - (m2 << 21) + (m1 << 24);
                r[0] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + (m7 << 9) + (m4 << 18) - (m3 << 21)
                    + (m2 << 24);
                r[1] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + (m8 << 9) + (m5 << 18) - (m4 << 21) + (m3 << 24);
                r[2] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + (m6 << 18) - (m5 << 21) + (m4 << 24);
                r[3] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + (m7 << 18) - (m6 << 21) + (m5 << 24);
                r[4] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a6 * b8 + a7 * b7 + a8 * b6 + (m8 << 18) - (m7 << 21) + (m6 << 24);
                r[5] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a7 * b8 + a8 * b7 - (m8 << 21) + (m7 << 24);
                r[6] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a8 * b8 + (m8 << 24);
                r[7] = sum & LimbMask;
                sum >>= LimbBits;
                r[8] = sum;
            }
        }

        public static void Square(long[] a, long[] r)
        {
            unchecked
            {
                long a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5], a6 = a[6], a7 = a[7], a8 = a[8];
                long d0 = a0 << 1, d1 = a1 << 1, d2 = a2 << 1, d3 = a3 << 1, d4 = a4 << 1, d5 = a5 << 1, d6 = a6 << 1, d7 = a7 << 1;
                long sum = a0 * a0;
                long m0 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a1;
                long m1 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a2 + a1 * a1;
                long m2 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a3 + d1 * a2 + (m0 << 9);
                long m3 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a4 + d1 * a3 + a2 * a2 + (m1 << 9);
                long m4 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a5 + d1 * a4 + d2 * a3 + (m2 << 9);
                long m5 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3 + (m3 << 9) + (m0 << 18);
                long m6 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4 + (m4 << 9) + (m1 << 18) - (m0 << 21);
                long m7 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4 + (m5 << 9) + (m2 << 18) - (m1 << 21) + (m0 << 24);
                long m8 = sum & LimbMask;
                sum >>= LimbBits;
                sum += d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5 + (m6 << 9) + (m3 << 18) - (m2 << 21) + (m1 << 24);
                r[0] = sum & LimbMask;
                sum >>= LimbBits;
                sum += d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5 + (m7 << 9) + (m4 << 18) - (m3 << 21) + (m2 << 24);
                r[1] = sum & LimbMask;
                sum >>= LimbBits;
                sum += d3 * a8 + d4 * a7 + d5 * a6 + (m8 << 9) + (m5 << 18) - (m4 << 21) + (m3 << 24);
                r[2] = sum & LimbMask;
                sum >>= LimbBits;
                sum += d4 * a8 + d5 * a7 + a6 * a6 + (m6 << 18) - (m5 << 21) + (m4 << 24);
                r[3] = sum & LimbMask;
                sum >>= LimbBits;
                sum += d5 * a8 + d6 * a7 + (m7 << 18) - (m6 << 21) + (m5 << 24);
                r[4] = sum & LimbMask;
                sum >>= LimbBits;
                sum += d6 * a8 + a7 * a7 + (m8 << 18) - (m7 << 21) + (m6 << 24);
                r[5] = sum & LimbMask;
                sum >>= LimbBits;
                sum += d7 * a8 - (m8 << 21) + (m7 << 24);
                r[6] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a8 * a8 + (m8 << 24);
                r[7] = sum & LimbMask;
                sum >>= LimbBits;
                r[8] = sum;
            }
        }
    }
}
