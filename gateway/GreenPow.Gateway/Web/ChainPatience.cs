using GreenPow.Dao;

namespace GreenPow.Gateway.Web;

/// <summary>A page asks the chain for some seconds; then it says that the chain is silent instead of keeping its reader waiting.</summary>
public sealed class ChainPatience(TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>What the chain said, or IsSilent if nothing came in time.</summary>
    public async Task<(T? Answer, bool IsSilent)> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            return (await ask(limit.Token), false);
        }
        catch (Exception silence) when (silence is NodeUnreachableException || silence is OperationCanceledException && limit.IsCancellationRequested)
        {
            return (default, true);
        }
    }
}
