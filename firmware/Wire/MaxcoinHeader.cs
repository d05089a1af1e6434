using System;

namespace GreenPow.Wire
{
    /// <summary>MaxCoin's block header and its proof of work: Keccak-256 of 80 bytes, read as a little-endian number, at most the target.</summary>
    /// <remarks>
    /// <code>
    ///  0         4             36               68       72       76       80
    ///  +---------+-------------+----------------+--------+--------+--------+
    ///  | version | previous 32 | merkle root 32 | time   | bits   | nonce  |
    ///  +---------+-------------+----------------+--------+--------+--------+
    /// </code>
    /// </remarks>
    public static class MaxcoinHeader
    {
        public const int Length = 80;
        public const int LengthBeforeNonce = 76;

        public static void Build(uint version, byte[] previous32, byte[] merkleRoot32, uint time, uint bits, byte[] header76)
        {
            Bytes.WriteUInt32(header76, 0, version);
            Array.Copy(previous32, 0, header76, 4, 32);
            Array.Copy(merkleRoot32, 0, header76, 36, 32);
            Bytes.WriteUInt32(header76, 68, time);
            Bytes.WriteUInt32(header76, 72, bits);
        }

        public static void WithNonce(byte[] header76, uint nonce, byte[] header80)
        {
            Array.Copy(header76, 0, header80, 0, LengthBeforeNonce);
            Bytes.WriteUInt32(header80, LengthBeforeNonce, nonce);
        }

        /// <summary>For checking one nonce; <see cref="NonceSearch"/> is for looking for one.</summary>
        public static bool Meets(byte[] header80, byte[] target32LittleEndian)
        {
            byte[] hash = new byte[Keccak256.DigestLength];
            Keccak256.Hash(header80, 0, Length, hash, 0);
            for (int i = 31; i >= 0; i--)
            {
                if (hash[i] != target32LittleEndian[i])
                    return hash[i] < target32LittleEndian[i];
            }
            return true;
        }
    }
}
