using GreenPow.Dao;

namespace GreenPow.Gateway.Minting;

/// <summary>What is wrong with the address of an account that a page or the API was asked for.</summary>
public static class AskedAccount
{
    public static string Fault(string text)
    {
        // Its right checksum is not said: whoever mistyped a digit would be led to an account of nobody.
        return text.Length == 2 + 2 * Address.Length && text.StartsWith("0x", StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit)
            ? $"'{text}' has a wrong checksum (EIP-55): a digit or the case of a letter is mistyped. In lower case throughout it is taken without one."
            : $"'{text}' is not an address: 0x and 40 hexadecimal digits.";
    }
}
