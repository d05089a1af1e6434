using GreenPow.Dao.Contracts;
using GreenPow.Wire;

namespace GreenPow.Dao;

/// <summary>From a device's ownership frame to what the members vote on: its signature goes to the registry, which checks it.</summary>
public static class SiteAdmission
{
    /// <param name="publicKey">65 bytes, uncompressed P-256.</param>
    /// <param name="efficiencyPermille">Of a storage; 0 for a meter.</param>
    /// <param name="usableWattHours">Of a storage; 0 for a meter.</param>
    public static Application Of(
        byte[] publicKey,
        OwnershipFrame ownership,
        SiteKind kind,
        uint capacityWatts,
        DateTimeOffset commissionedAt,
        int latitudeMillidegrees,
        int longitudeMillidegrees,
        ushort efficiencyPermille = 0,
        ulong usableWattHours = 0)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        ArgumentNullException.ThrowIfNull(ownership);
        if (publicKey.Length != 65 || publicKey[0] != 4) throw new ArgumentException("The public key is not 65 bytes that begin with 4.", nameof(publicKey));
        return new(
            Hash32.FromBytes(publicKey.AsSpan(1, 32)),
            Hash32.FromBytes(publicKey.AsSpan(33, 32)),
            Address.FromBytes(ownership.Owner),
            (byte)kind,
            capacityWatts,
            checked((ulong)commissionedAt.ToUnixTimeSeconds()),
            latitudeMillidegrees,
            longitudeMillidegrees,
            efficiencyPermille,
            usableWattHours,
            ownership.Nonce,
            Hash32.FromBytes(ownership.Signature.AsSpan(0, 32)),
            Hash32.FromBytes(ownership.Signature.AsSpan(32, 32)));
    }
}
