using GreenPow.Dao;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>Brings what the registry decided about devices into the catalogue: admission, token, commissioning date, revocation.</summary>
public sealed class SiteSync(Catalogue catalogue, ILogger<SiteSync> log)
{
    public async Task StepAsync(OpenDao dao, CancellationToken cancellation)
    {
        foreach (var device in catalogue.Devices())
        {
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
