using System;

namespace GreenPow.Wire
{
    /// <summary>ECDSA and ECDH on P-256 (secp256r1) in managed code. Numbers are big-endian; a public key is 0x04, x, y; a signature is r, s.</summary>
    /// <remarks>
    /// Where a private key or k is worked on, no branch and no index depends on it, except that a candidate k is dropped when it is out of range.
    /// Every call has its own workspace: calls may run at the same time.
    /// </remarks>
    public static class P256
    {
        public const int PublicKeyLength = 65;
        public const int SignatureLength = 64;

        /// <summary>False when the private key is not 1 to n - 1.</summary>
        public static bool PublicKey(byte[] privateKey32, byte[] publicKey65)
        {
            long[] x = NewNumber();
            long[] y = NewNumber();
            P256Modulus.Load(privateKey32, 0, x);
            if (!IsScalar(x))
                return false;
            P256Point point = new P256Point();
            P256Comb.Multiply(privateKey32, point);
            point.ToAffine(x, y);
            publicKey65[0] = 4;
            StoreCoordinate(x, publicKey65, 1);
            StoreCoordinate(y, publicKey65, 33);
            return true;
        }

        /// <summary>Writes 64 bytes; the same key and digest always give the same (RFC 6979), and s is at most n / 2. False for an invalid key.</summary>
        public static bool Sign(byte[] privateKey32, byte[] digest32, byte[] signature, int at)
        {
            P256Order order = P256Order.Instance;
            long[] key = NewNumber();
            P256Modulus.Load(privateKey32, 0, key);
            if (!IsScalar(key))
                return false;
            long[] digest = NewNumber();
            byte[] reducedDigest = new byte[32];
            P256Modulus.Load(digest32, 0, digest);
            order.ReduceOnce(digest);
            P256Modulus.Store(digest, reducedDigest, 0);
            order.ToMontgomery(key, key);

            P256Nonce nonce = new P256Nonce(privateKey32, reducedDigest);
            P256Point point = new P256Point();
            for (byte[] k = nonce.Next(); !TrySign(k, key, digest, point, signature, at); k = nonce.Next())
                nonce.Drop();
            Array.Clear(key, 0, key.Length);
            point.Clear();
            return true;
        }

        /// <summary>False for a wrong signature, a high s, a number out of range or a key that is not a point of the curve.</summary>
        public static bool Verify(byte[] publicKey65, byte[] digest32, byte[] signature, int at)
        {
            P256Order order = P256Order.Instance;
            long[] keyX = NewNumber();
            long[] keyY = NewNumber();
            long[] r = NewNumber();
            long[] s = NewNumber();
            P256Modulus.Load(signature, at, r);
            P256Modulus.Load(signature, at + 32, s);
            if (!IsScalar(r) || !IsScalar(s) || P256Modulus.BorrowMask(P256Order.Half, s) != 0 || !TryLoadKey(publicKey65, keyX, keyY))
                return false;

            long[] number = NewNumber();
            byte[] digestFactor = new byte[32];
            byte[] keyFactor = new byte[32];
            order.ToMontgomery(s, s);
            order.Invert(s, s);
            P256Modulus.Load(digest32, 0, number);
            order.ReduceOnce(number);
            order.Multiply(number, s, number);
            order.ReduceOnce(number);
            P256Modulus.Store(number, digestFactor, 0);
            order.Multiply(r, s, number);
            order.ReduceOnce(number);
            P256Modulus.Store(number, keyFactor, 0);

            P256Point digestPart = new P256Point();
            P256Point sum = new P256Point();
            P256Comb.Multiply(digestFactor, digestPart);
            sum.MultiplyPublic(keyFactor, keyX, keyY);
            if (digestPart.ToAffine(keyX, keyY))
                sum.AddPublic(keyX, keyY);
            if (!sum.ToAffine(keyX, keyY))
                return false;
            CoordinateModuloOrder(keyX, number);
            P256Field.Subtract(number, r, number);
            return P256Modulus.IsZero(number);
        }

        /// <summary>ECDH: x of privateKey x publicKey. False for an invalid key on either side.</summary>
        public static bool SharedSecret(byte[] privateKey32, byte[] publicKey65, byte[] x32)
        {
            long[] x = NewNumber();
            long[] y = NewNumber();
            P256Modulus.Load(privateKey32, 0, x);
            if (!IsScalar(x) || !TryLoadKey(publicKey65, x, y))
                return false;
            P256Point point = new P256Point();
            point.Multiply(privateKey32, x, y);
            point.ToAffine(x, y);
            StoreCoordinate(x, x32, 0);
            point.Clear();
            return true;
        }

        private static bool TrySign(byte[] k32, long[] keyMontgomery, long[] digest, P256Point point, byte[] signature, int at)
        {
            P256Order order = P256Order.Instance;
            long[] k = NewNumber();
            P256Modulus.Load(k32, 0, k);
            if (!IsScalar(k))
                return false;
            long[] r = NewNumber();
            long[] s = NewNumber();
            P256Comb.Multiply(k32, point);
            point.ToAffine(r, s);
            CoordinateModuloOrder(r, r);

            // s = (digest + r x key) / k
            order.Multiply(r, keyMontgomery, s);
            P256Field.Add(s, digest, s);
            order.ToMontgomery(k, k);
            order.Invert(k, k);
            order.Multiply(s, k, s);
            order.ReduceOnce(s);
            Array.Clear(k, 0, k.Length);
            if (P256Modulus.IsZero(r) || P256Modulus.IsZero(s))
                return false;
            TakeLower(s);
            P256Modulus.Store(r, signature, at);
            P256Modulus.Store(s, signature, at + 32);
            return true;
        }

        /// <summary>s or n - s, whichever is at most n / 2.</summary>
        private static void TakeLower(long[] s)
        {
            long high = P256Modulus.BorrowMask(P256Order.Half, s);
            long[] other = NewNumber();
            P256Field.Subtract(P256Order.Value, s, other);
            for (int i = 0; i < P256Modulus.Limbs; i++)
                s[i] = (other[i] & high) | (s[i] & ~high);
            P256Order.Instance.ReduceOnce(s);
        }

        /// <summary>Whether x and y, 32 bytes each, are a point of the curve.</summary>
        public static bool IsPoint(byte[] xy, int at)
        {
            return TryLoadPoint(xy, at, NewNumber(), NewNumber());
        }

        private static bool TryLoadKey(byte[] publicKey65, long[] x, long[] y)
        {
            return publicKey65[0] == 4 && TryLoadPoint(publicKey65, 1, x, y);
        }

        private static bool TryLoadPoint(byte[] xy, int at, long[] x, long[] y)
        {
            P256Field field = P256Field.Instance;
            P256Modulus.Load(xy, at, x);
            P256Modulus.Load(xy, at + 32, y);
            if (!field.IsBelow(x) || !field.IsBelow(y))
                return false;
            field.ToMontgomery(x, x);
            field.ToMontgomery(y, y);

            // y^2 = x^3 - 3x + b
            long[] left = NewNumber();
            long[] right = NewNumber();
            P256Field.Square(y, left);
            P256Field.Square(x, right);
            P256Field.Subtract(right, P256Field.Three, right);
            field.Multiply(right, x, right);
            P256Field.Combine(right, 1, P256Field.CurveB, 1, right);
            P256Field.Subtract(left, right, left);
            field.FromMontgomery(left, left);
            return P256Modulus.IsZero(left);
        }

        private static void CoordinateModuloOrder(long[] montgomery, long[] r)
        {
            P256Field.Instance.FromMontgomery(montgomery, r);
            P256Order.Instance.ReduceOnce(r);
        }

        private static void StoreCoordinate(long[] montgomery, byte[] b, int at)
        {
            P256Field.Instance.FromMontgomery(montgomery, montgomery);
            P256Modulus.Store(montgomery, b, at);
        }

        private static bool IsScalar(long[] a)
        {
            return P256Order.Instance.IsBelow(a) && !P256Modulus.IsZero(a);
        }

        private static long[] NewNumber()
        {
            return new long[P256Modulus.Limbs];
        }
    }
}
