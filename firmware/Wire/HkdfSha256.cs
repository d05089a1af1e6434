using System;

namespace GreenPow.Wire
{
    /// <summary>HKDF-SHA-256 (RFC 5869) with an empty salt, which the RFC defines as 32 zero bytes.</summary>
    public static class HkdfSha256
    {
        /// <summary>Fills <paramref name="output"/>, at most 255 x 32 bytes.</summary>
        public static void Derive(byte[] inputKey, byte[] info, byte[] output)
        {
            if (output.Length > 255 * HmacSha256.MacLength)
                throw new ArgumentException("HKDF-SHA-256 gives at most 8160 bytes");
            byte[] key = new byte[HmacSha256.MacLength];
            HmacSha256.Compute(key, inputKey, 0, inputKey.Length, key, 0);

            HmacSha256 hmac = new HmacSha256();
            byte[] block = new byte[HmacSha256.MacLength];
            byte[] number = new byte[1];
            for (int at = 0; at < output.Length; at += block.Length)
            {
                number[0]++;
                hmac.Begin(key);
                if (at > 0)
                    hmac.Update(block, 0, block.Length);
                hmac.Update(info, 0, info.Length);
                hmac.Update(number, 0, 1);
                hmac.Finish(block, 0);
                int take = output.Length - at < block.Length ? output.Length - at : block.Length;
                Array.Copy(block, 0, output, at, take);
            }
        }
    }
}
