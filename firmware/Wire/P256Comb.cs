namespace GreenPow.Wire
{
    /// <summary>scalar x base point by a comb of four teeth, 64 bits apart, in two blocks: 32 doublings and 64 additions.</summary>
    /// <remarks>
    /// <code>
    /// scalar  |  tooth 3 (64 bits)  |  tooth 2  |  tooth 1  |  tooth 0  |
    ///          block:  1   0  (32 bits each)
    /// step i = 31..0, block j: digit e = bits 64t + 32j + i of t = 3..0; add point e of block j
    /// </code>
    /// The table is read whole for every digit. No addition meets two equal or opposite points: what is added has bits that the sum so far
    /// does not have, and the two together stay below the order until, at the very end, they are the scalar.
    /// </remarks>
    internal static class P256Comb
    {
        private const int BlockBits = 32;

        public static void Multiply(byte[] scalar32, P256Point point)
        {
            long[] x = new long[P256Modulus.Limbs];
            long[] y = new long[P256Modulus.Limbs];
            long[] masks = new long[P256Table.PointsPerBlock + 1];
            point.Clear();
            for (int step = BlockBits - 1; step >= 0; step--)
            {
                point.Double();
                for (int block = 0; block < 2; block++)
                {
                    int digit = Digit(scalar32, BlockBits * block + step);
                    for (int i = 0; i < masks.Length; i++)
                        masks[i] = (long)((i ^ digit) - 1) >> 63;
                    Select(block, masks, x, y);
                    point.Add(x, y, masks[0]);
                }
            }
        }

        private static int Digit(byte[] scalar32, int bit)
        {
            // 64 bits are 8 bytes: the teeth are at the same bit of every eighth byte.
            int at = 31 - (bit >> 3);
            int shift = bit & 7;
            return ((scalar32[at] >> shift) & 1) | (((scalar32[at - 8] >> shift) & 1) << 1)
                | (((scalar32[at - 16] >> shift) & 1) << 2) | (((scalar32[at - 24] >> shift) & 1) << 3);
        }

        private static void Select(int block, long[] masks, long[] x, long[] y)
        {
            long[] points = P256Table.Points;
            long m1 = masks[1], m2 = masks[2], m3 = masks[3], m4 = masks[4], m5 = masks[5];
            long m6 = masks[6], m7 = masks[7], m8 = masks[8], m9 = masks[9], m10 = masks[10];
            long m11 = masks[11], m12 = masks[12], m13 = masks[13], m14 = masks[14], m15 = masks[15];
            int at = block * P256Table.PointsPerBlock * P256Modulus.Limbs;
            for (int i = 0; i < P256Modulus.Limbs; i++, at++)
            {
                long both = (points[at] & m1) | (points[at + 9] & m2) | (points[at + 18] & m3) | (points[at + 27] & m4)
                    | (points[at + 36] & m5) | (points[at + 45] & m6) | (points[at + 54] & m7) | (points[at + 63] & m8)
                    | (points[at + 72] & m9) | (points[at + 81] & m10) | (points[at + 90] & m11) | (points[at + 99] & m12)
                    | (points[at + 108] & m13) | (points[at + 117] & m14) | (points[at + 126] & m15);
                x[i] = both & 0x1fffffff;
                y[i] = both >> 32;
            }
        }
    }
}
