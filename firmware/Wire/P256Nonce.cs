namespace GreenPow.Wire
{
    /// <summary>The k of RFC 6979 with HMAC-SHA-256: from key and digest alone, so that a bad random source cannot give the key away.</summary>
    internal sealed class P256Nonce
    {
        private readonly HmacSha256 hmac = new HmacSha256();
        private readonly byte[] key = new byte[32];
        private readonly byte[] value = new byte[32];
        private readonly byte[] separator = new byte[1];

        /// <summary>Takes the digest already reduced modulo the order (the RFC's bits2octets).</summary>
        public P256Nonce(byte[] privateKey32, byte[] reducedDigest32)
        {
            for (int i = 0; i < value.Length; i++)
                value[i] = 1;
            for (byte round = 0; round < 2; round++)
            {
                separator[0] = round;
                hmac.Begin(key);
                hmac.Update(value, 0, 32);
                hmac.Update(separator, 0, 1);
                hmac.Update(privateKey32, 0, 32);
                hmac.Update(reducedDigest32, 0, 32);
                hmac.Finish(key, 0);
                Step();
            }
            separator[0] = 0;
        }

        /// <summary>The next candidate; the caller drops those that are not 1 to n - 1.</summary>
        public byte[] Next()
        {
            Step();
            return value;
        }

        /// <summary>What follows a candidate that was dropped.</summary>
        public void Drop()
        {
            hmac.Begin(key);
            hmac.Update(value, 0, 32);
            hmac.Update(separator, 0, 1);
            hmac.Finish(key, 0);
            Step();
        }

        private void Step()
        {
            hmac.Begin(key);
            hmac.Update(value, 0, 32);
            hmac.Finish(value, 0);
        }
    }
}
