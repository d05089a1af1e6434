using System.Collections.Concurrent;
using System.Numerics;
using GreenPow.Dao.Contracts;

namespace GreenPow.Dao;

/// <summary>One DAO as the gateway uses it: proposals and votes here, its contracts typed for everything else. Safe for concurrent use.</summary>
public sealed partial class EnergyDaoClient(EthereumNode node, DeploymentRecord deployment, TransactorOptions? options = null, TimeProvider? time = null)
    : IDisposable
{
    private static readonly TimeSpan StatePoll = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<Address, Transactor> _transactors = new();

    public EthereumNode Node { get; } = node;

    public DeploymentRecord Deployment { get; } = deployment;


    public EnergyDao Governor { get; } = new(deployment.EnergyDao);

    public TimelockController Timelock { get; } = new(deployment.Timelock);

    public DeviceRegistry Registry { get; } = new(deployment.DeviceRegistry);

    public MintBatches Batches { get; } = new(deployment.MintBatches);

    public DecaToken Deca { get; } = new(deployment.DecaToken);

    /// <summary>The sender of this key's transactions; one per account, because an account's nonces have one queue.</summary>
    public Transactor TransactorOf(EthereumKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _transactors.GetOrAdd(key.Address, _ => new Transactor(Node, key, Deployment.ChainId, options, _time));
    }

    /// <summary>After a rollback: sends again what vanished, account by account.</summary>
    public async Task<ResendResult> ResendVanishedAsync(CancellationToken cancellation = default)
    {
        var resent = new List<SentTransaction>();
        var refused = new List<(SentTransaction, RevertedException)>();
        foreach (var transactor in _transactors.Values)
        {
            var result = await transactor.ResendVanishedAsync(cancellation);
            resent.AddRange(result.Resent);
            refused.AddRange(result.Refused);
        }
        return new(resent, refused);
    }

    public Task<Block> NewestBlockAsync(CancellationToken cancellation = default) => Node.NewestBlockAsync(cancellation);

    public Task<BigInteger> DecaBalanceAsync(Address account, CancellationToken cancellation = default) =>
        Deca.BalanceOf(account).ReadAsync(Node, cancellation: cancellation);

    /// <summary>ENERGY of one storage, in wei; zero as long as the storage has no token.</summary>
    public async Task<BigInteger> EnergyBalanceAsync(BigInteger storageTokenId, Address account, CancellationToken cancellation = default)
    {
        var token = await Batches.EnergyToken(storageTokenId).ReadAsync(Node, cancellation: cancellation);
        return token.IsZero ? 0 : await new EnergyToken(token).BalanceOf(account).ReadAsync(Node, cancellation: cancellation);
    }

    /// <summary>The site of a device; null if the registry does not know it.</summary>
    /// <param name="deviceId">16 bytes.</param>
    public async Task<(BigInteger TokenId, Site Site)?> SiteAsync(byte[] deviceId, BlockReference at = default, CancellationToken cancellation = default)
    {
        var tokenId = await Registry.SiteOf(deviceId).ReadAsync(Node, at, cancellation: cancellation);
        return tokenId.IsZero ? null : (tokenId, await Registry.Site(tokenId).ReadAsync(Node, at, cancellation: cancellation));
    }

    public void Dispose()
    {
        foreach (var transactor in _transactors.Values) transactor.Dispose();
    }
}
