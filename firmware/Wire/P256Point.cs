using System;

namespace GreenPow.Wire
{
    /// <summary>A point in Jacobian coordinates (x = X / Z^2, y = Y / Z^3, Montgomery form) with the room its arithmetic needs.</summary>
    /// <remarks>Doubling is dbl-2001-b, addition madd of the Explicit-Formulas Database for short Weierstrass curves with a = -3.</remarks>
    internal sealed class P256Point
    {
        private readonly P256Field field = P256Field.Instance;
        private readonly long[] x = new long[P256Modulus.Limbs];
        private readonly long[] y = new long[P256Modulus.Limbs];
        private readonly long[] z = new long[P256Modulus.Limbs];

        // -1 while this is the point at infinity, which the coordinates cannot say; otherwise 0.
        private long infinity = -1;

        private readonly long[] sumX = new long[P256Modulus.Limbs];
        private readonly long[] sumY = new long[P256Modulus.Limbs];
        private readonly long[] sumZ = new long[P256Modulus.Limbs];
        private readonly long[] stepX = new long[P256Modulus.Limbs];
        private readonly long[] stepY = new long[P256Modulus.Limbs];
        private readonly long[] t = new long[P256Modulus.Limbs];
        private readonly long[] u = new long[P256Modulus.Limbs];
        private readonly long[] v = new long[P256Modulus.Limbs];

        public void Double()
        {
            P256Field.Square(z, t);
            P256Field.Subtract(x, t, u);
            P256Field.Add(x, t, v);
            field.Multiply(u, v, t);
            P256Field.Combine(t, 3, t, 0, sumX);    // alpha = 3 (X - Z^2)(X + Z^2)
            P256Field.Square(y, t);                 // gamma = Y^2
            P256Field.Add(y, y, u);
            field.Multiply(u, z, z);                // Z = 2YZ
            field.Multiply(x, t, u);                // beta = X gamma
            P256Field.Combine(u, 4, u, 0, v);
            P256Field.Square(sumX, u);
            P256Field.Combine(u, 1, v, -2, x);      // X = alpha^2 - 8 beta
            P256Field.Subtract(v, x, u);
            field.Multiply(sumX, u, u);
            P256Field.Add(t, t, v);
            field.Multiply(v, t, t);                // 2 gamma^2
            P256Field.Combine(u, 1, t, -4, y);      // Y = alpha (4 beta - X) - 8 gamma^2
        }

        /// <summary>Adds an affine point unless <paramref name="skip"/> is -1; takes the same steps either way.</summary>
        /// <remarks>Not for two equal or opposite points: the callers' scalars are below the order, where that cannot happen.</remarks>
        public void Add(long[] otherX, long[] otherY, long skip)
        {
            ComputeSum(otherX, otherY);
            long[] one = P256Field.One;
            long replace = infinity & ~skip;
            long use = ~(infinity | skip);
            for (int i = 0; i < P256Modulus.Limbs; i++)
            {
                x[i] = (x[i] & skip) | (otherX[i] & replace) | (sumX[i] & use);
                y[i] = (y[i] & skip) | (otherY[i] & replace) | (sumY[i] & use);
                z[i] = (z[i] & skip) | (one[i] & replace) | (sumZ[i] & use);
            }
            infinity &= skip;
        }

        /// <summary>Adds any affine point; for public points only, because it branches.</summary>
        public void AddPublic(long[] otherX, long[] otherY)
        {
            ComputeSum(otherX, otherY);
            bool sameX = infinity == 0 && IsZero(stepX);
            if (sameX && IsZero(stepY))
                Double();
            else if (sameX)
                infinity = -1;
            else
                Add(otherX, otherY, 0);
        }

        /// <summary>scalar x point by doubling, always adding; the scalar must be below the order.</summary>
        public void Multiply(byte[] scalar32, long[] otherX, long[] otherY)
        {
            infinity = -1;
            for (int bit = 255; bit >= 0; bit--)
            {
                Double();
                Add(otherX, otherY, ((scalar32[31 - (bit >> 3)] >> (bit & 7)) & 1) - 1);
            }
        }

        /// <summary>The same for a public scalar: adds only where a bit says so.</summary>
        public void MultiplyPublic(byte[] scalar32, long[] otherX, long[] otherY)
        {
            infinity = -1;
            for (int bit = 255; bit >= 0; bit--)
            {
                if (infinity == 0)
                    Double();
                if (((scalar32[31 - (bit >> 3)] >> (bit & 7)) & 1) != 0)
                    Add(otherX, otherY, 0);
            }
        }

        /// <summary>Coordinates in Montgomery form; false at infinity.</summary>
        public bool ToAffine(long[] affineX, long[] affineY)
        {
            field.Invert(z, t);
            P256Field.Square(t, u);
            field.Multiply(t, u, t);
            field.Multiply(x, u, affineX);
            field.Multiply(y, t, affineY);
            return infinity == 0;
        }

        public void Clear()
        {
            infinity = -1;
            Array.Clear(x, 0, x.Length);
            Array.Clear(y, 0, y.Length);
            Array.Clear(z, 0, z.Length);
        }

        private void ComputeSum(long[] otherX, long[] otherY)
        {
            P256Field.Square(z, t);
            field.Multiply(otherX, t, u);
            P256Field.Subtract(u, x, stepX);        // H = x2 Z^2 - X
            field.Multiply(t, z, t);
            field.Multiply(otherY, t, t);
            P256Field.Subtract(t, y, stepY);        // r = y2 Z^3 - Y
            field.Multiply(z, stepX, sumZ);
            P256Field.Square(stepX, t);
            field.Multiply(stepX, t, u);            // H^3
            field.Multiply(x, t, v);                // X H^2
            P256Field.Square(stepY, t);
            P256Field.Subtract(t, u, t);
            P256Field.Combine(t, 1, v, -2, sumX);   // r^2 - H^3 - 2 X H^2
            P256Field.Subtract(v, sumX, v);
            field.Multiply(stepY, v, v);
            field.Multiply(y, u, u);
            P256Field.Combine(v, 1, u, -1, sumY);   // r (X H^2 - X3) - Y H^3
        }

        private bool IsZero(long[] a)
        {
            field.FromMontgomery(a, t);
            return P256Modulus.IsZero(t);
        }
    }
}
