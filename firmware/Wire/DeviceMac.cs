namespace GreenPow.Wire
{
    /// <summary>The key that authenticates have and work frames: the chip checks an HMAC in milliseconds, a signature in seconds.</summary>
    public static class DeviceMac
    {
        public const int KeyLength = 32;

        private static readonly byte[] Info = Bytes.Ascii("GreenPow/1 mac");

        /// <summary>HKDF-SHA-256(ECDH(own private key, the other's public key), "GreenPow/1 mac"); both sides get the same. False for an invalid key.</summary>
        public static bool Key(byte[] privateKey32, byte[] otherPublicKey65, byte[] key32)
        {
            byte[] shared = new byte[32];
            if (!P256.SharedSecret(privateKey32, otherPublicKey65, shared))
                return false;
            KeyOfSecret(shared, key32);
            return true;
        }

        /// <summary>The same, where a secure element has made the ECDH secret.</summary>
        public static void KeyOfSecret(byte[] secret32, byte[] key32)
        {
            HkdfSha256.Derive(secret32, Info, key32);
        }

        /// <summary>Writes the mac of the frame's first <paramref name="lengthBeforeMac"/> bytes right behind them.</summary>
        public static void Seal(byte[] key32, byte[] frame, int at, int lengthBeforeMac)
        {
            HmacSha256.Compute(key32, frame, at, lengthBeforeMac, frame, at + lengthBeforeMac);
        }

        public static bool IsSealed(byte[] key32, byte[] frame, int at, int lengthBeforeMac)
        {
            byte[] mac = new byte[HmacSha256.MacLength];
            HmacSha256.Compute(key32, frame, at, lengthBeforeMac, mac, 0);
            return Bytes.Equal(mac, 0, frame, at + lengthBeforeMac, HmacSha256.MacLength);
        }
    }
}
