namespace GreenPow.Gateway.Metering;

/// <summary>Of the two values of s that verify, the protocol takes the one at most half the group's order.</summary>
public static class LowS
{
    // (n - 1) / 2 of P-256, FIPS 186-5 / SP 800-186 section 3.2.1.3.
    private static readonly byte[] HalfOrder = Convert.FromHexString("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");

    public static bool Holds(ReadOnlySpan<byte> s) => s.SequenceCompareTo(HalfOrder) <= 0;
}
