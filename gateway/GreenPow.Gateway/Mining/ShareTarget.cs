using System.Numerics;
using GreenPow.Wire;

namespace GreenPow.Gateway.Mining;

/// <summary>The arithmetic between a 256-bit target, its compact bits and the hashes that a share is worth; pure.</summary>
public static class ShareTarget
{
    private static readonly BigInteger TwoTo256 = BigInteger.One << 256;

    /// <summary>The compact target that one of so many hashes meets on average; rounding makes it harder by less than 1 in 32,768.</summary>
    public static uint ForHashesPerShare(long hashes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashes, 1);
        var target = TwoTo256 / hashes - 1;
        return CompactTarget.FromTarget(target.ToByteArray(isUnsigned: true).Concat(new byte[32]).Take(32).ToArray());
    }

    /// <summary>floor(2^256 / (target + 1)): the work that one share proves on average.</summary>
    public static BigInteger ExpectedHashes(uint targetBits) => TwoTo256 / (Expand(targetBits) + 1);

    public static BigInteger Expand(uint targetBits)
    {
        var target = new byte[32];
        return CompactTarget.TryExpand(targetBits, target) ? new(target, isUnsigned: true)
            : throw new ArgumentOutOfRangeException(nameof(targetBits), targetBits, "These bits are no compact target.");
    }
}
