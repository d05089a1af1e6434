namespace GreenPow.Gateway;

/// <summary>The one DAO on one chain that this gateway serves: every signed frame names its <see cref="NetworkId"/>.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Registry">Address of the DeviceRegistry, 20 bytes.</param>
/// <param name="NetworkId">First 8 bytes of SHA-256 over chain id and registry (docs/protocol.md).</param>
/// <param name="DayOffsetSeconds">The DAO's fixed offset from UTC; its days begin there.</param>
public sealed record NetworkIdentity(ulong ChainId, byte[] Registry, byte[] NetworkId, int DayOffsetSeconds);

/// <summary>A block of the DAO's chain, as far as a beacon job needs it.</summary>
/// <param name="Hash">32 bytes.</param>
public sealed record ChainBlock(ulong Number, byte[] Hash, DateTimeOffset Time);

/// <summary>The DAO's chain, as far as devices and mining need it: who it is and its newest block.</summary>
public interface IChainHead
{
    /// <summary>Waits until the chain is up and the contracts are deployed.</summary>
    ValueTask<NetworkIdentity> NetworkAsync(CancellationToken cancellation);

    ValueTask<ChainBlock> NewestBlockAsync(CancellationToken cancellation);
}
