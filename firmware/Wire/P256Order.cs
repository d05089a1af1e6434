namespace GreenPow.Wire
{
    /// <summary>Scalars, modulo the order n of the curve's base point (FIPS 186-4, D.1.2.3).</summary>
    internal sealed class P256Order : P256Modulus
    {
        public static readonly P256Order Instance = new P256Order();

        /// <summary>n itself and n / 2 rounded down, the highest s of a signature.</summary>
        public static readonly long[] Value = { n0, n1, n2, n3, n4, n5, n6, n7, n8 };
        public static readonly long[] Half =
        {
            0x1e3192a8, 0x0ee72b0b, 0x02f3d09e, 0x06faada7, 0x1ffffde7, 0x1fffffff, 0x0001ffff, 0x1ff00000, 0x007fffff,
        };

        private const long n0 = 0x1c632551;
        private const long n1 = 0x1dce5617;
        private const long n2 = 0x05e7a13c;
        private const long n3 = 0x0df55b4e;
        private const long n4 = 0x1ffffbce;
        private const long n5 = 0x1fffffff;
        private const long n6 = 0x0003ffff;
        private const long n7 = 0x1fe00000;
        private const long n8 = 0x00ffffff;

        // -1 / n modulo 2^29.
        private const long Inverse = 0x0e00bc4f;

        private P256Order()
            : base(
                new long[] { n0, n1, n2, n3, n4, n5, n6, n7, n8 },
                new long[] { 0x148d9ef5, 0x0f4e7f75, 0x14c6a651, 0x03f8b765, 0x165861f1, 0x1256d7d8, 0x1c185b23, 0x0d4cab0f, 0x0084b655 })
        {
        }

        /// <summary>Takes tight numbers, or the sum of two on one side.</summary>
        public override void Multiply(long[] a, long[] b, long[] r)
        {
            unchecked
            {
                long a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5], a6 = a[6], a7 = a[7], a8 = a[8];
                long b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7], b8 = b[8];
                long sum = a0 * b0;
                long m0 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m0 * n0) >> LimbBits;
                sum += a0 * b1 + a1 * b0 + m0 * n1;
                long m1 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m1 * n0) >> LimbBits;
                sum += a0 * b2 + a1 * b1 + a2 * b0 + m0 * n2 + m1 * n1;
                long m2 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m2 * n0) >> LimbBits;
                sum += a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + m0 * n3 + m1 * n2 + m2 * n1;
                long m3 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m3 * n0) >> LimbBits;
                sum += a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + m0 * n4 + m1 * n3 + m2 * n2 + m3 * n1;
                long m4 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m4 * n0) >> LimbBits;
                sum += a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + m0 * n5 + m1 * n4 + m2 * n3 + m3 * n2 + m4 * n1;
                long m5 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m5 * n0) >> LimbBits;
                sum += a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + m0 * n6 + m1 * n5 + m2 * n4 + m3 * n3
                    + m4 * n2 + m5 * n1;
                long m6 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m6 * n0) >> LimbBits;
                sum += a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 + m0 * n7 + m1 * n6 + m2 * n5
                    + m3 * n4 + m4 * n3 + m5 * n2 + m6 * n1;
                long m7 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m7 * n0) >> LimbBits;
                sum += a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0 + m0 * n8 + m1 * n7
                    + m2 * n6 + m3 * n5 + m4 * n4 + m5 * n3 + m6 * n2 + m7 * n1;
                long m8 = ((sum & LimbMask) * Inverse) & LimbMask;
                sum = (sum + m8 * n0) >> LimbBits;
                sum += a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + m1 * n8 + m2 * n7 + m3 * n6
                    + m4 * n5 + m5 * n4 + m6 * n3 + m7 * n2 + m8 * n1;
                r[0] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + m2 * n8 + m3 * n7 + m4 * n6 + m5 * n5
                    + m6 * n4 + m7 * n3 + m8 * n2;
                r[1] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + m3 * n8 + m4 * n7 + m5 * n6 + m6 * n5 + m7 * n4
                    + m8 * n3;
                r[2] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + m4 * n8 + m5 * n7 + m6 * n6 + m7 * n5 + m8 * n4;
                r[3] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + m5 * n8 + m6 * n7 + m7 * n6 + m8 * n5;
                r[4] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a6 * b8 + a7 * b7 + a8 * b6 + m6 * n8 + m7 * n7 + m8 * n6;
                r[5] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a7 * b8 + a8 * b7 + m7 * n8 + m8 * n7;
                r[6] = sum & LimbMask;
                sum >>= LimbBits;
                sum += a8 * b8 + m8 * n8;
                r[7] = sum & LimbMask;
                sum >>= LimbBits;
                r[8] = sum;
            }
        }
    }
}
