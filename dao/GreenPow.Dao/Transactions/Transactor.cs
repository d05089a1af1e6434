using System.Numerics;

namespace GreenPow.Dao;

/// <summary>
/// Sends the transactions of one account and sees them through: estimates gas, takes the next nonce, waits for
/// confirmations, raises fees, sends again what the chain has lost, and explains what reverted. Safe for concurrent use.
/// </summary>
public sealed partial class Transactor(
    EthereumNode node, EthereumKey key, ulong chainId, TransactorOptions? options = null, TimeProvider? time = null) : IDisposable
{
    // EIP-7825: no transaction may ask for more.
    private const ulong GasLimitCap = 1UL << 24;
    private const int NonceAttempts = 5;

    private readonly TransactorOptions _options = options ?? new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly SemaphoreSlim _nonceTurn = new(1);

    public Address Account => key.Address;

    /// <summary>Sends and waits until the transaction counts.</summary>
    /// <exception cref="RevertedException">The contract refused, at the estimate or in the block.</exception>
    /// <exception cref="GasAboveLimitException">It does not fit into one transaction; nothing was sent.</exception>
    public async Task<Receipt> SendAsync(ContractCall call, CancellationToken cancellation = default) =>
        await SendAsync(TransactionIntent.Of(call), cancellation);

    /// <inheritdoc cref="SendAsync(ContractCall, CancellationToken)"/>
    public async Task<Receipt> SendAsync(TransactionIntent intent, CancellationToken cancellation = default) =>
        await WaitAsync(await SubmitAsync(intent, cancellation), cancellation);

    /// <summary>Returns as soon as the node has taken the transaction.</summary>
    /// <exception cref="RevertedException">The contract refused the estimate.</exception>
    /// <exception cref="GasAboveLimitException">It does not fit into one transaction; nothing was sent.</exception>
    public async Task<SentTransaction> SubmitAsync(TransactionIntent intent, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(intent);
        await _nonceTurn.WaitAsync(cancellation);
        try
        {
            return new(intent, await SignAndSendAsync(intent, cancellation));
        }
        finally
        {
            _nonceTurn.Release();
        }
    }

    public void Dispose() => _nonceTurn.Dispose();

    // The chain is the only keeper of the nonce, so a chain that lost blocks cannot disagree with a counter here.
    private async Task<SignedTransaction> SignAndSendAsync(TransactionIntent intent, CancellationToken cancellation)
    {
        var gasLimit = await GasLimitAsync(intent, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var block = await node.NewestBlockAsync(cancellation);
            var tip = await node.PriorityFeePerGasAsync(cancellation);
            var nonce = await node.NonceAsync(Account, BlockReference.Pending, cancellation);
            var fees = Fees.At(block.BaseFeePerGas, tip);
            var signed = new DynamicFeeTransaction(chainId, nonce, fees.Tip, fees.Max, gasLimit, intent.To, intent.Value, intent.Data).Sign(key);
            try
            {
                await node.SendAsync(signed, cancellation);
                return signed;
            }
            catch (NodeUnreachableException)
            {
                // The node may have taken it or not. Waiting finds out, and sends the same bytes again if not.
                return signed;
            }
            catch (JsonRpcException fault) when (attempt < NonceAttempts && IsNonceTaken(fault))
            {
                // Another process uses the same key: take the next nonce.
            }
        }
    }

    private async Task<ulong> GasLimitAsync(TransactionIntent intent, CancellationToken cancellation)
    {
        try
        {
            var estimate = await node.EstimateGasAsync(Account, intent.To, intent.Data, intent.Value, cancellation);
            var withMargin = estimate + estimate * (ulong)_options.GasMarginPercent / 100;
            return estimate <= GasLimitCap ? Math.Min(withMargin, GasLimitCap) : throw new GasAboveLimitException(intent.Description, estimate, GasLimitCap);
        }
        catch (JsonRpcException fault) when (fault.NodeMessage.Contains("gas required exceeds allowance", StringComparison.OrdinalIgnoreCase))
        {
            // anvil and geth stop estimating at the gas of a block, or of a transaction.
            throw new GasAboveLimitException(intent.Description, null, GasLimitCap, fault);
        }
        catch (JsonRpcException fault) when (Reverts.Is(fault))
        {
            throw Reverts.Explain(intent.Description, fault, intent.Contract);
        }
    }

    private static bool IsNonceTaken(JsonRpcException fault) =>
        fault.NodeMessage.Contains("nonce too low", StringComparison.OrdinalIgnoreCase)
        || fault.NodeMessage.Contains("replacement transaction underpriced", StringComparison.OrdinalIgnoreCase);
}
