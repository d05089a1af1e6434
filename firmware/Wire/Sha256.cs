using System;

namespace GreenPow.Wire
{
    /// <summary>SHA-256 (FIPS 180-4) over pieces; the chip has no class of its own for it. One instance is one thread's.</summary>
    public sealed class Sha256
    {
        public const int DigestLength = 32;
        internal const int BlockLength = 64;

        // First 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
        private static readonly uint[] RoundConstants =
        {
            0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
            0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
            0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
            0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
            0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
            0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
            0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
        };

        private readonly uint[] state = new uint[8];
        private readonly uint[] schedule = new uint[64];
        private readonly byte[] block = new byte[BlockLength];
        private int filled;
        private ulong total;

        public Sha256()
        {
            Reset();
        }

        public void Reset()
        {
            state[0] = 0x6a09e667;
            state[1] = 0xbb67ae85;
            state[2] = 0x3c6ef372;
            state[3] = 0xa54ff53a;
            state[4] = 0x510e527f;
            state[5] = 0x9b05688c;
            state[6] = 0x1f83d9ab;
            state[7] = 0x5be0cd19;
            filled = 0;
            total = 0;
        }

        public void Update(byte[] b, int at, int n)
        {
            total += (ulong)n;
            if (filled > 0)
            {
                int take = n < BlockLength - filled ? n : BlockLength - filled;
                Array.Copy(b, at, block, filled, take);
                filled += take;
                at += take;
                n -= take;
                if (filled < BlockLength)
                    return;
                Compress(block, 0);
                filled = 0;
            }
            for (; n >= BlockLength; at += BlockLength, n -= BlockLength)
                Compress(b, at);
            Array.Copy(b, at, block, 0, n);
            filled = n;
        }

        /// <summary>Writes 32 bytes and leaves the instance ready for the next message.</summary>
        public void Finish(byte[] digest, int at)
        {
            ulong bits = total * 8;
            block[filled++] = 0x80;
            if (filled > BlockLength - 8)
            {
                Array.Clear(block, filled, BlockLength - filled);
                Compress(block, 0);
                filled = 0;
            }
            Array.Clear(block, filled, BlockLength - filled);
            for (int i = 0; i < 8; i++)
                block[BlockLength - 1 - i] = unchecked((byte)(bits >> (8 * i)));
            Compress(block, 0);
            for (int i = 0; i < DigestLength; i++)
                digest[at + i] = unchecked((byte)(state[i >> 2] >> (24 - 8 * (i & 3))));
            Reset();
        }

        public static void Hash(byte[] b, int at, int n, byte[] digest, int digestAt)
        {
            Sha256 sha = new Sha256();
            sha.Update(b, at, n);
            sha.Finish(digest, digestAt);
        }

        public static byte[] Hash(byte[] b)
        {
            byte[] digest = new byte[DigestLength];
            Hash(b, 0, b.Length, digest, 0);
            return digest;
        }

        private void Compress(byte[] source, int at)
        {
            unchecked
            {
                uint[] w = schedule;
                for (int i = 0; i < 16; i++, at += 4)
                    w[i] = ((uint)source[at] << 24) | ((uint)source[at + 1] << 16) | ((uint)source[at + 2] << 8) | source[at + 3];
                for (int i = 16; i < 64; i++)
                {
                    uint x = w[i - 15];
                    uint y = w[i - 2];
                    w[i] = w[i - 16] + (((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3))
                        + w[i - 7] + (((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10));
                }
                uint[] constants = RoundConstants;
                uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
                for (int i = 0; i < 64; i++)
                {
                    uint first = h + (((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7)))
                        + (g ^ (e & (f ^ g))) + constants[i] + w[i];
                    uint second = (((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10))) + ((a & b) | (c & (a | b)));
                    h = g;
                    g = f;
                    f = e;
                    e = d + first;
                    d = c;
                    c = b;
                    b = a;
                    a = first + second;
                }
                state[0] += a;
                state[1] += b;
                state[2] += c;
                state[3] += d;
                state[4] += e;
                state[5] += f;
                state[6] += g;
                state[7] += h;
            }
        }
    }
}
