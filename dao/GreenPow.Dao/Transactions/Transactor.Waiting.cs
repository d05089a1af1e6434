using System.Numerics;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao;

public sealed partial class Transactor
{
    private const int RememberedTransactions = 256;
    private readonly Lock _doneLock = new();
    private readonly LinkedList<SentTransaction> _done = new();

    /// <summary>Waits for the confirmations, and sends the transaction again whenever the node no longer knows it.</summary>
    /// <exception cref="RevertedException">The transaction was mined and reverted.</exception>
    /// <exception cref="NodeUnreachableException">The node was silent for longer than the options' patience.</exception>
    public async Task<Receipt> WaitAsync(SentTransaction sent, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var lastAnswer = _time.GetTimestamp();
        for (; ; )
        {
            try
            {
                if (await ConfirmedAsync(sent, cancellation) is { } receipt)
                {
                    if (!receipt.Succeeded) throw new RevertedException(sent.ToString(), await ReasonAsync(sent, receipt, cancellation));
                    Remember(sent);
                    return receipt;
                }
                lastAnswer = _time.GetTimestamp();
            }
            catch (NodeUnreachableException) when (_time.GetElapsedTime(lastAnswer) < _options.Patience)
            {
                // A node that restarts is asked again until the patience ends.
            }
            await Task.Delay(_options.PollInterval, _time, cancellation);
        }
    }

    /// <summary>
    /// After a rollback: looks at the newest 256 transactions that had succeeded and sends again, in their order, those that
    /// are in no block any more. What a contract now refuses comes back with its reason instead.
    /// </summary>
    public async Task<ResendResult> ResendVanishedAsync(CancellationToken cancellation = default)
    {
        SentTransaction[] done;
        lock (_doneLock) done = [.. _done];
        var resent = new List<SentTransaction>();
        var refused = new List<(SentTransaction, RevertedException)>();
        foreach (var sent in done)
        {
            if (await node.ReceiptAsync(sent.Hash, cancellation) is { } receipt)
            {
                sent.Receipt = receipt;
                continue;
            }
            Forget(sent);
            try
            {
                await WaitAsync(sent, cancellation);
                resent.Add(sent);
            }
            catch (RevertedException fault)
            {
                refused.Add((sent, fault));
            }
        }
        return new(resent, refused);
    }

    // Null: not yet. The receipt is read anew every time, so a block that is replaced while waiting is noticed.
    private async Task<Receipt?> ConfirmedAsync(SentTransaction sent, CancellationToken cancellation)
    {
        sent.Receipt = await node.ReceiptAsync(sent.Hash, cancellation);
        if (sent.Receipt is { } receipt)
        {
            var head = _options.Confirmations <= 1 ? receipt.BlockNumber : (await node.NewestBlockAsync(cancellation)).Number;
            return head + 1 >= receipt.BlockNumber + _options.Confirmations ? receipt : null;
        }
        if (!await node.KnowsAsync(sent.Hash, cancellation)) await SendAgainAsync(sent, cancellation);
        return null;
    }

    // Where the nonce is still the next one, the same bytes go out again, so that at most one copy can ever be mined.
    // Otherwise the nonce was used by another transaction, which makes the old bytes void, or earlier ones are lost as
    // well and will not come back; both times the same intent is signed anew.
    private async Task SendAgainAsync(SentTransaction sent, CancellationToken cancellation)
    {
        await _nonceTurn.WaitAsync(cancellation);
        try
        {
            if (await node.ReceiptAsync(sent.Hash, cancellation) is not null) return;
            if (await node.NonceAsync(Account, BlockReference.Pending, cancellation) == sent.Signed.Nonce)
                await node.SendAsync(sent.Signed, cancellation);
            else
                sent.Signed = await SignAndSendAsync(sent.Intent, cancellation);
        }
        finally
        {
            _nonceTurn.Release();
        }
    }

    private async Task<RevertReason> ReasonAsync(SentTransaction sent, Receipt receipt, CancellationToken cancellation)
    {
        var intent = sent.Intent;
        var block = await node.BlockAsync(receipt.BlockHash, cancellation);
        if (block is null) return RevertReason.Read([], intent.Contract);
        // Receipts carry no reason, so the call runs again: at the block's own time, on the state after it, which most causes
        // outlast; then on the state before it.
        foreach (var state in (Hash32[])[block.Hash, block.ParentHash])
        {
            try
            {
                await node.CallAsync(EthereumNode.CallObject(Account, intent.To, intent.Data, intent.Value), BlockReference.Hash(state), cancellation);
            }
            catch (JsonRpcException fault) when (Reverts.Is(fault))
            {
                return Reverts.Explain(intent.Description, fault, intent.Contract).Reason;
            }
        }
        return new(intent.Contract?.Name ?? "", "", [], $"reverted after {receipt.GasUsed} gas, but passes before and after its block: it ran out of gas");
    }

    private void Remember(SentTransaction sent)
    {
        lock (_doneLock)
        {
            _done.AddLast(sent);
            if (_done.Count > RememberedTransactions) _done.RemoveFirst();
        }
    }

    private void Forget(SentTransaction sent)
    {
        lock (_doneLock) _done.Remove(sent);
    }
}

/// <summary>What became of the transactions that a rollback had removed.</summary>
public sealed record ResendResult(IReadOnlyList<SentTransaction> Resent, IReadOnlyList<(SentTransaction Sent, RevertedException Reason)> Refused);
