using System.Globalization;

namespace GreenPow.Dao;

/// <summary>Keys of the demo's people, made on first use and kept in files of mode 600; their gas money comes from the development chain.</summary>
public sealed class DemoAccounts : IDisposable
{
    private DemoAccounts(EthereumKey operatorKey, EthereumKey[] members, EthereumKey[] owners) =>
        (Operator, Members, Owners) = (operatorKey, members, owners);

    /// <summary>The gateway's own account: deploys, hands in requests, pushes claims.</summary>
    public EthereumKey Operator { get; }

    /// <summary>Holders of the seats.</summary>
    public IReadOnlyList<EthereumKey> Members { get; }

    /// <summary>Owners of the sites.</summary>
    public IReadOnlyList<EthereumKey> Owners { get; }

    public static DemoAccounts Open(string folder, int members = 3, int owners = 4) =>
        new(Key(folder, "operator"), Keys(folder, "member", members), Keys(folder, "owner", owners));

    /// <summary>Tops up everyone below 100 ether, also after a rollback took it away.</summary>
    public async Task FundAsync(DevChain chain, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        foreach (var key in (IEnumerable<EthereumKey>)[Operator, .. Members, .. Owners])
        {
            if (await chain.Node.BalanceAsync(key.Address, cancellation: cancellation) < Wei.FromTokens(100))
                await chain.FundAsync(key.Address, Wei.FromTokens(10_000), cancellation);
        }
    }

    public void Dispose()
    {
        Operator.Dispose();
        foreach (var key in Members) key.Dispose();
        foreach (var key in Owners) key.Dispose();
    }

    private static EthereumKey[] Keys(string folder, string role, int count) =>
        [.. Enumerable.Range(1, count).Select(number => Key(folder, string.Create(CultureInfo.InvariantCulture, $"{role}-{number}")))];

    private static EthereumKey Key(string folder, string name) => KeyFile.LoadOrCreate(Path.Combine(folder, name + ".key"));
}
