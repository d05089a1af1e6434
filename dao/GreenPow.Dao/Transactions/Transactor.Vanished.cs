namespace GreenPow.Dao;

public sealed partial class Transactor
{
    private const int RememberedTransactions = 256;
    private readonly Lock _doneLock = new();
    private readonly LinkedList<SentTransaction> _done = new();

    /// <summary>
    /// After a rollback: looks at the newest 256 transactions that had succeeded and sends again, in the order of their nonces,
    /// those that are in no block any more. What a contract now refuses comes back with its reason instead.
    /// </summary>
    public async Task<ResendResult> ResendVanishedAsync(CancellationToken cancellation = default)
    {
        SentTransaction[] done;
        lock (_doneLock) done = [.. _done.OrderBy(sent => sent.Newest.Nonce)];
        var resent = new List<SentTransaction>();
        var refused = new List<(SentTransaction, RevertedException)>();
        foreach (var sent in done)
        {
            if (await MinedAsync(sent, cancellation) is not null) continue;
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
