using System.Numerics;
using GreenPow.Dao.Abi;
using GreenPow.Dao.Contracts;

namespace GreenPow.Dao;

/// <summary>
/// One call of one function, ready to be sent by a <see cref="Transactor"/>, to be put into a proposal, or to be read.
/// </summary>
/// <param name="Data">Selector and arguments.</param>
/// <param name="Contract">Explains reverts.</param>
public record ContractCall(Address To, AbiSignature Function, ReadOnlyMemory<byte> Data, ContractAbi Contract)
{
    /// <summary>Ether sent along.</summary>
    public BigInteger Value { get; init; }

    public override string ToString() => $"{Contract.Name}.{Function.Name}";
}

/// <param name="Result">Turns the decoded outputs into the typed result.</param>
public sealed record ContractCall<T>(
    Address To, AbiSignature Function, ReadOnlyMemory<byte> Data, ContractAbi Contract, Func<object[], T> Result)
    : ContractCall(To, Function, Data, Contract)
{
    /// <summary>Runs the call without a transaction.</summary>
    /// <param name="at">The newest block by default; give a hash where several reads must agree.</param>
    /// <exception cref="RevertedException">The contract refused.</exception>
    public async Task<T> ReadAsync(EthereumNode node, BlockReference at = default, Address from = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        byte[] output;
        try
        {
            output = await node.CallAsync(To, Data, at, from, cancellation);
        }
        catch (JsonRpcException fault) when (Reverts.Is(fault))
        {
            throw Reverts.Explain(ToString(), fault, Contract);
        }
        if (output.Length == 0 && Function.Outputs.Count > 0) throw new ContractMissingException(Contract.Name, To);
        return Result(AbiDecoder.Decode(Function.Outputs, output));
    }

    public override string ToString() => base.ToString();
}

/// <summary>There is no code at the address: never deployed, or lost with the blocks of a development chain.</summary>
public sealed class ContractMissingException(string contract, Address address) : Exception($"There is no {contract} at {address}.")
{
    public Address Address { get; } = address;
}

internal static class Reverts
{
    private const int ExecutionReverted = 3;

    public static bool Is(JsonRpcException fault) => fault.Code == ExecutionReverted || fault.RevertData.Count > 0;

    public static RevertedException Explain(string what, JsonRpcException fault, ContractAbi? contract) =>
        new(what, RevertReason.Read([.. fault.RevertData], contract, ContractAbis.All), fault);
}
