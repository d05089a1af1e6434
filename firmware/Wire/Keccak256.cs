using System;

namespace GreenPow.Wire
{
    /// <summary>Keccak-256 with the original padding (0x01), as Ethereum and MaxCoin use it; not SHA-3. One instance is one thread's.</summary>
    public sealed class Keccak256
    {
        public const int DigestLength = 32;
        private const int RateLength = 136;

        private static readonly ulong[] RoundConstants =
        {
            0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
            0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
            0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
            0x000000000000800a, 0x800000008000000a, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
        };

        // Rho and pi in one walk: lane Walk[i] receives the lane before it, rotated left by Turn[i].
        private static readonly int[] Walk = { 10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1 };
        private static readonly int[] Turn = { 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44 };

        internal readonly ulong[] Lanes = new ulong[25];
        private readonly byte[] last = new byte[RateLength];

        public static void Hash(byte[] b, int at, int n, byte[] digest, int digestAt)
        {
            new Keccak256().Compute(b, at, n, digest, digestAt);
        }

        /// <summary>The same without allocating.</summary>
        public void Compute(byte[] b, int at, int n, byte[] digest, int digestAt)
        {
            Array.Clear(Lanes, 0, Lanes.Length);
            for (; n >= RateLength; at += RateLength, n -= RateLength)
                Absorb(b, at);
            Array.Clear(last, 0, last.Length);
            Array.Copy(b, at, last, 0, n);
            last[n] = 0x01;
            last[RateLength - 1] |= 0x80;
            Absorb(last, 0);
            for (int i = 0; i < DigestLength / 8; i++)
                Bytes.WriteUInt64(digest, digestAt + 8 * i, Lanes[i]);
        }

        private void Absorb(byte[] b, int at)
        {
            for (int i = 0; i < RateLength / 8; i++)
                Lanes[i] ^= Bytes.ReadUInt64(b, at + 8 * i);
            Permute();
        }

        /// <summary>Keccak-f[1600] on <see cref="Lanes"/>.</summary>
        internal void Permute()
        {
            ulong[] s = Lanes;
            int[] walk = Walk;
            int[] turn = Turn;
            unchecked
            {
                for (int round = 0; round < 24; round++)
                {
                    ulong c0 = s[0] ^ s[5] ^ s[10] ^ s[15] ^ s[20];
                    ulong c1 = s[1] ^ s[6] ^ s[11] ^ s[16] ^ s[21];
                    ulong c2 = s[2] ^ s[7] ^ s[12] ^ s[17] ^ s[22];
                    ulong c3 = s[3] ^ s[8] ^ s[13] ^ s[18] ^ s[23];
                    ulong c4 = s[4] ^ s[9] ^ s[14] ^ s[19] ^ s[24];
                    ulong d0 = c4 ^ ((c1 << 1) | (c1 >> 63));
                    ulong d1 = c0 ^ ((c2 << 1) | (c2 >> 63));
                    ulong d2 = c1 ^ ((c3 << 1) | (c3 >> 63));
                    ulong d3 = c2 ^ ((c4 << 1) | (c4 >> 63));
                    ulong d4 = c3 ^ ((c0 << 1) | (c0 >> 63));
                    for (int row = 0; row < 25; row += 5)
                    {
                        s[row] ^= d0;
                        s[row + 1] ^= d1;
                        s[row + 2] ^= d2;
                        s[row + 3] ^= d3;
                        s[row + 4] ^= d4;
                    }
                    ulong moving = s[1];
                    for (int i = 0; i < 24; i++)
                    {
                        int lane = walk[i];
                        int bits = turn[i];
                        ulong next = s[lane];
                        s[lane] = (moving << bits) | (moving >> (64 - bits));
                        moving = next;
                    }
                    for (int row = 0; row < 25; row += 5)
                    {
                        c0 = s[row];
                        c1 = s[row + 1];
                        c2 = s[row + 2];
                        c3 = s[row + 3];
                        c4 = s[row + 4];
                        s[row] = c0 ^ (~c1 & c2);
                        s[row + 1] = c1 ^ (~c2 & c3);
                        s[row + 2] = c2 ^ (~c3 & c4);
                        s[row + 3] = c3 ^ (~c4 & c0);
                        s[row + 4] = c4 ^ (~c0 & c1);
                    }
                    s[0] ^= RoundConstants[round];
                }
            }
        }
    }
}
