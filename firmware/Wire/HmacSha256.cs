using System;

namespace GreenPow.Wire
{
    /// <summary>HMAC-SHA-256 (RFC 2104); one instance keeps its buffers for many messages.</summary>
    public sealed class HmacSha256
    {
        public const int MacLength = 32;

        private readonly Sha256 sha = new Sha256();
        private readonly byte[] pad = new byte[Sha256.BlockLength];
        private readonly byte[] inner = new byte[Sha256.DigestLength];

        /// <summary>A key of any length; one above 64 bytes is hashed first.</summary>
        public void Begin(byte[] key)
        {
            Array.Clear(pad, 0, pad.Length);
            if (key.Length > pad.Length)
            {
                sha.Update(key, 0, key.Length);
                sha.Finish(pad, 0);
            }
            else
            {
                Array.Copy(key, 0, pad, 0, key.Length);
            }
            Mask(0x36);
            sha.Update(pad, 0, pad.Length);
        }

        public void Update(byte[] b, int at, int n)
        {
            sha.Update(b, at, n);
        }

        public void Finish(byte[] mac, int macAt)
        {
            sha.Finish(inner, 0);
            Mask(0x36 ^ 0x5c);
            sha.Update(pad, 0, pad.Length);
            sha.Update(inner, 0, inner.Length);
            sha.Finish(mac, macAt);
            Array.Clear(pad, 0, pad.Length);
        }

        public static void Compute(byte[] key, byte[] b, int at, int n, byte[] mac, int macAt)
        {
            HmacSha256 hmac = new HmacSha256();
            hmac.Begin(key);
            hmac.Update(b, at, n);
            hmac.Finish(mac, macAt);
        }

        private void Mask(int value)
        {
            for (int i = 0; i < pad.Length; i++)
                pad[i] = (byte)(pad[i] ^ value);
        }
    }
}
