using GreenPow.Dao.Abi;

namespace GreenPow.Dao;

public sealed partial class Transactor
{
    /// <summary>
    /// Waits for the confirmations, sends the transaction again whenever the node no longer knows it, and replaces it by one of
    /// higher fees when the base fee has outrun it.
    /// </summary>
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

    // Null: not yet. The receipt is read anew every time, so a block that is replaced while waiting is noticed.
    private async Task<Receipt?> ConfirmedAsync(SentTransaction sent, CancellationToken cancellation)
    {
        if (await MinedAsync(sent, cancellation) is { } receipt)
        {
            var head = _options.Confirmations <= 1 ? receipt.BlockNumber : (await node.NewestBlockAsync(cancellation)).Number;
            return head + 1 >= receipt.BlockNumber + _options.Confirmations ? receipt : null;
        }
        if (!await IsUnderWayAsync(sent, cancellation)) await SendAgainAsync(sent, cancellation);
        return null;
    }

    // The copy that is in a block, whichever it is.
    private async Task<Receipt?> MinedAsync(SentTransaction sent, CancellationToken cancellation)
    {
        Receipt? mined = null;
        for (var i = sent.Copies.Count - 1; i >= 0 && mined is null; i--) mined = await node.ReceiptAsync(sent.Copies[i].Hash, cancellation);
        if (mined is not null) sent.Obstacle = null;
        return sent.Receipt = mined;
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
}
