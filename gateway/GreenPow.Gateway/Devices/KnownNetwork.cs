namespace GreenPow.Gateway.Devices;

/// <summary>Which network devices belong to, for whoever may not wait for the chain: while it is away, the network is the one that it was.</summary>
public sealed class KnownNetwork(IChainHead chain, TimeProvider time)
{
    /// <summary>So long a device waits for a chain that has not been up yet: less than its connection may take to log in.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private volatile NetworkIdentity? last;

    /// <returns>Null if the chain has not been up since the gateway's start.</returns>
    public async ValueTask<NetworkIdentity?> AskAsync(CancellationToken cancellation)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asked = chain.NetworkAsync(asking.Token).AsTask();
        if (last is null) await Task.WhenAny(asked, Task.Delay(Patience, time, asking.Token));
        if (asked.IsCompletedSuccessfully) last = await asked;
        await asking.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return last;
    }
}
