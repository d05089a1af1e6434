using GreenPow.Dao;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>Brings what the registry decided about devices into the catalogue: admission, token, commissioning date, revocation.</summary>
public sealed class SiteSync(Catalogue catalogue, ILogger<SiteSync> log)
{
    private static readonly TimeSpan FullPace = TimeSpan.FromMinutes(1);
    private DateTimeOffset _nextFull = DateTimeOffset.MinValue;

    /// <summary>Looks at the sites that wait for their admission every time, and at all of them once a minute.</summary>
    public async Task StepAsync(OpenDao dao, DateTimeOffset now, CancellationToken cancellation)
    {
        var all = now >= _nextFull;
        if (all) _nextFull = now + FullPace;
        foreach (var device in catalogue.Devices())
        {
            if (!all && device.State != DeviceState.Applied) continue;
            if (await dao.Client.SiteAsync(device.Id.ToArray(), cancellation: cancellation) is not var (tokenId, site)) continue;
            var energyToken = site.Kind == (byte)SiteKind.Storage
                ? await dao.Client.Batches.EnergyToken(tokenId).ReadAsync(dao.Client.Node, cancellation: cancellation) : Address.Zero;
            var after = After(device, (ulong)tokenId, site.Revoked, DateTimeOffset.FromUnixTimeSeconds((long)site.CommissionedAt), energyToken);
            if (after == device) continue;
            // Only what the registry says is written: something else may have changed meanwhile.
            catalogue.ChangeDevice(device.Id, newest => After(newest, (ulong)tokenId, site.Revoked, DateTimeOffset.FromUnixTimeSeconds((long)site.CommissionedAt), energyToken));
            log.LogInformation("{Name} is site {TokenId} of the registry, {State}.", device.Name, tokenId, after.State);
        }
    }

    private static DeviceRecord After(DeviceRecord device, ulong tokenId, bool revoked, DateTimeOffset commissionedAt, Address energyToken) => device with
    {
        TokenId = tokenId,
        CommissionedAt = commissionedAt,
        EnergyToken = energyToken.IsZero || device.EnergyToken is { } known && known.AsSpan().SequenceEqual(energyToken.ToBytes()) ? device.EnergyToken : energyToken.ToBytes(),
        State = revoked ? DeviceState.Revoked
            : device.State is DeviceState.Applied or DeviceState.Revoked ? DeviceState.Registered
            : device.State,
    };
}
