namespace GreenPow.Dao;

public sealed partial class Transactor
{
    // How geth (core/txpool/errors.go, core/error.go) and anvil say that they have these bytes, that another copy is before
    // them, or that the fee was outrun just now. The next look tells which.
    private static readonly string[] PassingRefusals =
        ["already known", "already imported", "nonce too low", "transaction underpriced", "less than block base fee"];

    private async Task<bool> IsUnderWayAsync(SentTransaction sent, CancellationToken cancellation)
    {
        var copy = sent.Newest;
        var newest = await node.NewestBlockAsync(cancellation);
        if (Fees.Of(copy.Transaction).IsOutrunBy(newest.BaseFeePerGas) || !await node.KnowsAsync(copy.Hash, cancellation)) return false;
        // A node also keeps what it cannot mine, because earlier ones of the account are missing.
        if (await node.NonceAsync(Account, BlockReference.Pending, cancellation) <= copy.Nonce) return false;
        sent.Obstacle = null;
        return true;
    }

    // At most one copy can ever be mined: all copies have one nonce, until another transaction has used it, which makes them void.
    private async Task SendAgainAsync(SentTransaction sent, CancellationToken cancellation)
    {
        await _nonceTurn.WaitAsync(cancellation);
        try
        {
            if (await MinedAsync(sent, cancellation) is not null) return;
            var newest = await node.NewestBlockAsync(cancellation);
            var used = await node.NonceAsync(Account, BlockReference.Newest, cancellation);
            if (used <= sent.Newest.Nonce) await SendSameNonceAsync(sent, newest, cancellation);
            else if (IsBeyondDoubt(sent, sent.Newest.Nonce + 1, newest)) sent.Add(await SignAndSendAsync(sent.Intent, cancellation));
        }
        finally
        {
            _nonceTurn.Release();
        }
    }

    private async Task SendSameNonceAsync(SentTransaction sent, Block newest, CancellationToken cancellation)
    {
        var (copy, isNew) = (sent.Newest, false);
        if (Fees.Of(copy.Transaction).IsOutrunBy(newest.BaseFeePerGas))
        {
            (copy, isNew) = (await RaisedAsync(copy.Transaction, newest, cancellation), true);
            // Before it is sent: the node may take it and the answer be lost.
            sent.Add(copy);
        }
        var next = await node.NonceAsync(Account, BlockReference.Pending, cancellation);
        // Where the node's queue has the nonce, in this copy or in another, the same bytes change nothing.
        if (isNew || (next <= copy.Nonce && !await node.KnowsAsync(copy.Hash, cancellation))) await SendUnlessPassingAsync(copy, cancellation);
        if (next >= copy.Nonce) sent.Obstacle = null;
        else if (IsBeyondDoubt(sent, next, newest)) await FillAsync(next, copy, cancellation);
    }

    private async Task<SignedTransaction> RaisedAsync(DynamicFeeTransaction old, Block newest, CancellationToken cancellation)
    {
        var fees = Fees.Replacing(Fees.Of(old), newest.BaseFeePerGas, await node.PriorityFeePerGasAsync(cancellation));
        return (old with { MaxPriorityFeePerGas = fees.Tip, MaxFeePerGas = fees.Max }).Sign(key);
    }

    private async Task SendUnlessPassingAsync(SignedTransaction copy, CancellationToken cancellation)
    {
        try
        {
            await node.SendAsync(copy, cancellation);
        }
        catch (JsonRpcException fault) when (PassingRefusals.Any(refusal => fault.NodeMessage.Contains(refusal, StringComparison.OrdinalIgnoreCase)))
        {
            // Asked again at the next poll.
        }
    }

    // Earlier transactions of the account are lost, and nobody sends them again. Signing the intent at their nonce would leave
    // two transactions that are both valid, so transfers of nothing take their places.
    private async Task FillAsync(ulong next, SignedTransaction copy, CancellationToken cancellation)
    {
        var gasLimit = await GasLimitAsync(TransactionIntent.Transfer(Account, 0), cancellation);
        while (next < copy.Nonce)
        {
            var nothing = copy.Transaction with { Nonce = next, GasLimit = gasLimit, To = Account, Value = 0, Data = default };
            await SendUnlessPassingAsync(nothing.Sign(key), cancellation);
            var after = await node.NonceAsync(Account, BlockReference.Pending, cancellation);
            if (after <= next) return;
            next = after;
        }
    }

    // Whether the account's nonce has stood there for long enough.
    private bool IsBeyondDoubt(SentTransaction sent, ulong accountNonce, Block newest)
    {
        if (sent.Obstacle is not { } seen || seen.AccountNonce != accountNonce || seen.BlockNumber > newest.Number)
            sent.Obstacle = seen = (accountNonce, newest.Number);
        return newest.Number >= seen.BlockNumber + _options.DoubtBlocks;
    }
}
