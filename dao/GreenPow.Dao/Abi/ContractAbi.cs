namespace GreenPow.Dao.Abi;

/// <summary>What of a contract is needed to explain its reverts: its name and its errors.</summary>
public sealed class ContractAbi(string name, params IReadOnlyList<string> errors)
{
    private readonly AbiSignature[] _errors = [.. errors.Select(AbiSignature.Parse)];

    public string Name { get; } = name;

    public IReadOnlyList<AbiSignature> Errors => _errors;

    public AbiSignature? ErrorOf(ReadOnlySpan<byte> selector)
    {
        foreach (var error in _errors)
            if (selector.SequenceEqual(error.Selector)) return error;
        return null;
    }
}
