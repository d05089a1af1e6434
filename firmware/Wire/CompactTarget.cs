using System;

namespace GreenPow.Wire
{
    /// <summary>Bitcoin's compact form of a 256-bit target, as MaxCoin keeps it: exponent in the top byte, 23 bits of mantissa, a sign bit that must be 0.</summary>
    public static class CompactTarget
    {
        /// <summary>False for zero, negative numbers and numbers of 2^256 or more; the target is then left as it was.</summary>
        public static bool TryExpand(uint bits, byte[] target32LittleEndian)
        {
            if (!IsTarget(bits))
                return false;
            int exponent = (int)(bits >> 24);
            uint mantissa = bits & 0x007fffff;
            Array.Clear(target32LittleEndian, 0, 32);
            for (int i = 0; i < 3; i++)
            {
                int at = exponent - 3 + i;
                if (at >= 0 && at < 32)
                    target32LittleEndian[at] = unchecked((byte)(mantissa >> (8 * i)));
            }
            return true;
        }

        /// <summary>The largest compact number that is not above the target; the target must not be zero.</summary>
        public static uint FromTarget(byte[] target32LittleEndian)
        {
            int length = 32;
            while (length > 0 && target32LittleEndian[length - 1] == 0)
                length--;
            if (length == 0)
                throw new ArgumentException("A target of zero has no compact form");
            // A leading bit would be read as a sign: one more byte of exponent keeps it 0.
            if (target32LittleEndian[length - 1] >= 0x80)
                length++;
            uint mantissa = 0;
            for (int i = 1; i <= 3; i++)
            {
                int at = length - i;
                mantissa = (mantissa << 8) | (at >= 0 && at < 32 ? target32LittleEndian[at] : (uint)0);
            }
            return ((uint)length << 24) | mantissa;
        }

        internal static bool IsTarget(uint bits)
        {
            int exponent = (int)(bits >> 24);
            uint mantissa = bits & 0x007fffff;
            if ((bits & 0x00800000) != 0)
                return false;
            if (exponent < 3)
                return (mantissa >> (8 * (3 - exponent))) != 0;
            if (mantissa == 0)
                return false;
            if (exponent > 34)
                return false;
            if (exponent == 34)
                return mantissa <= 0xff;
            return exponent < 33 || mantissa <= 0xffff;
        }
    }
}
