using System.Globalization;
using System.Numerics;

namespace GreenPow.Dao.Abi;

/// <summary>Why a contract refused, in words.</summary>
/// <param name="Contract">The contract that declares the error, or the called one where several inherit it; empty for the errors of the language.</param>
/// <param name="Name">Empty if the contract gave no reason.</param>
/// <param name="Text">For people: <c>MintBatches: TokenTotalExceeded(minted 5, total 4)</c>.</param>
public sealed record RevertReason(string Contract, string Name, IReadOnlyList<object> Arguments, string Text)
{
    private static readonly AbiSignature ErrorString = AbiSignature.Parse("error Error(string reason)");
    private static readonly AbiSignature Panic = AbiSignature.Parse("error Panic(uint256 code)");

    /// <param name="called">Its errors are tried first, because contracts share selectors of inherited errors.</param>
    /// <param name="others">Contracts that the called one may have called in turn.</param>
    public static RevertReason Read(ReadOnlySpan<byte> data, ContractAbi? called, params IEnumerable<ContractAbi> others)
    {
        var contract = called is null ? "" : called.Name + ": ";
        if (data.Length == 0) return new(called?.Name ?? "", "", [], contract + "reverted without a reason");
        if (data.Length >= 4)
        {
            var selector = data[..4];
            if (selector.SequenceEqual(ErrorString.Selector) && TryArguments(ErrorString, data, out var text)) return new("", "Error", text, contract + text[0]);
            if (selector.SequenceEqual(Panic.Selector) && TryArguments(Panic, data, out var code)) return new("", "Panic", code, contract + PanicText((BigInteger)code[0]));
            foreach (var candidate in called is null ? others : others.Prepend(called))
            {
                if (candidate.ErrorOf(selector) is not { } error || !TryArguments(error, data, out var arguments)) continue;
                var declaring = Declaring(error, called, others);
                return new(declaring, error.Name, arguments, $"{(declaring.Length == 0 ? "" : declaring + ": ")}{error.Name}({Describe(error.Inputs, arguments)})");
            }
        }
        return new(called?.Name ?? "", "", [], $"{contract}reverted with the unknown error {Hex.Shortened(Hex.Of(data))}");
    }

    // An error that several contracts inherit tells nothing about its origin; then the called contract is named, which is certain.
    private static string Declaring(AbiSignature error, ContractAbi? called, IEnumerable<ContractAbi> others)
    {
        if (called?.ErrorOf(error.Selector) is not null) return called.Name;
        var declaring = others.Where(contract => contract.ErrorOf(error.Selector) is not null).Take(2).ToArray();
        return declaring.Length == 1 ? declaring[0].Name : called?.Name ?? "";
    }

    private static bool TryArguments(AbiSignature error, ReadOnlySpan<byte> data, out object[] arguments)
    {
        try
        {
            arguments = AbiDecoder.Decode(error.Inputs, data[4..]);
            return true;
        }
        catch (FormatException)
        {
            // Another error with the same four bytes; the caller tries the next.
            arguments = [];
            return false;
        }
    }

    private static string Describe(IReadOnlyList<AbiParameter> parameters, object[] values) =>
        string.Join(", ", parameters.Select((parameter, i) => $"{parameter.Name.Trim('_')} {Describe(parameter.Type, values[i])}".TrimStart()));

    private static string Describe(AbiType type, object value) => (type, value) switch
    {
        (AbiTuple tuple, object[] parts) => $"({Describe(tuple.Components, parts)})",
        (AbiArray array, object[] items) => $"[{string.Join(", ", items.Select(item => Describe(array.Element, item)))}]",
        (_, byte[] bytes) => Hex.Of(bytes),
        (_, bool truth) => truth ? "true" : "false",
        (_, IFormattable formattable) => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // Codes of the Solidity documentation, "Panic via assert and Error via require".
    private static string PanicText(BigInteger code) => (int)BigInteger.Min(code, int.MaxValue) switch
    {
        0x01 => "an assertion failed",
        0x11 => "an arithmetic operation overflowed",
        0x12 => "a division by zero",
        0x21 => "a number outside its enumeration",
        0x32 => "an array index out of range",
        0x41 => "too much memory was asked for",
        _ => $"panic 0x{code:x}",
    };
}
