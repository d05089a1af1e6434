using System.Globalization;
using System.Numerics;

namespace GreenPow.Dao;

/// <summary>Amounts of a token in its smallest unit: 1 token = 10^18 wei.</summary>
public static class Wei
{
    public const int Decimals = 18;

    public static BigInteger PerToken { get; } = BigInteger.Pow(10, Decimals);

    public static BigInteger FromTokens(long tokens) => tokens * PerToken;

    /// <summary>The exact amount in tokens, without trailing zeros: 1500000000000000000 is "1.5".</summary>
    public static string ToTokenText(BigInteger wei)
    {
        var whole = BigInteger.DivRem(BigInteger.Abs(wei), PerToken, out var rest);
        var text = whole.ToString(CultureInfo.InvariantCulture);
        if (!rest.IsZero) text += "." + rest.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals, '0').TrimEnd('0');
        return wei.Sign < 0 ? "-" + text : text;
    }
}
