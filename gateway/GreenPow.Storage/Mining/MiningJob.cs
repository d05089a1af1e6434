namespace GreenPow.Storage;

/// <summary>A beacon job of one device, with everything that a stranger needs to recompute its shares.</summary>
/// <param name="JobId">1, 2, 3 ... per device.</param>
/// <param name="ExpiresAt">A share counts while its report arrives within 120 s of it.</param>
/// <param name="TargetBits">Compact form; also the bits of the header.</param>
/// <param name="PoolNonce">16 random bytes.</param>
/// <param name="BlockNumber">The newest block of the DAO's chain when the job was made.</param>
/// <param name="BlockHash">Its hash, 32 bytes: nobody could work ahead of it.</param>
public sealed record MiningJob(
    DeviceId Device, uint JobId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, uint TargetBits, byte[] PoolNonce, ulong BlockNumber, byte[] BlockHash)
{
    /// <summary>MaxCoin's header without its nonce, 76 bytes.</summary>
    public byte[] Header()
    {
        var header = new byte[Wire.MaxcoinHeader.LengthBeforeNonce];
        Wire.BeaconJob.Header76(BlockHash, Device.ToArray(), JobId, PoolNonce, (uint)IssuedAt.ToUnixTimeSeconds(), TargetBits, header);
        return header;
    }
}
