using GreenPow.Dao;
using GreenPow.Wire;

namespace GreenPow.Gateway.Chain;

/// <summary>One DAO that answers: its contracts, the accounts that the gateway holds keys of, and who it is to devices.</summary>
public sealed record OpenDao(EnergyDaoClient Client, DemoAccounts Accounts, NetworkIdentity Network)
{
    public static NetworkIdentity NetworkOf(DeploymentRecord deployment)
    {
        var networkId = new byte[Identity.NetworkIdLength];
        var registry = deployment.DeviceRegistry.ToBytes();
        Identity.NetworkId(deployment.ChainId, registry, networkId);
        return new(deployment.ChainId, registry, networkId, deployment.DayOffsetSeconds);
    }
}
