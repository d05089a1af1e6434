using GreenPow.Dao;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway;

/// <summary>What an installer gives a new device, and where the device then finds the gateway.</summary>
/// <param name="Registry">Address of the DeviceRegistry, 0x and 40 hex digits.</param>
/// <param name="NetworkId">8 bytes in hex; part of every signed frame.</param>
/// <param name="CaCertificate">PEM of the authority that signs the certificate shown at <paramref name="MqttTlsPort"/>; devices pin it.</param>
/// <param name="GatewayPublicKey">65 bytes in hex; devices derive their MAC key from it.</param>
public sealed record NetworkView(ulong ChainId, string Registry, string NetworkId, string GatewayPublicKey, int MqttPort, int MqttTlsPort, string CaCertificate, int DayOffsetSeconds);

public static class NetworkApi
{
    public static void MapNetworkApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/network", NetworkAsync).WithTags("Network").WithSummary("The DAO that this gateway serves, and the gateway's own key; answers once the contracts are there.").NeedsChain();

    private static async Task<Ok<NetworkView>> NetworkAsync(IChainHead chain, GatewayIdentity identity, MqttListener listener, TlsAuthority authority, CancellationToken cancellation)
    {
        var network = await chain.NetworkAsync(cancellation);
        return TypedResults.Ok(new NetworkView(network.ChainId, Address.FromBytes(network.Registry).ToString(), Convert.ToHexStringLower(network.NetworkId),
            Convert.ToHexStringLower(identity.PublicKey), listener.Port, listener.TlsPort, authority.CertificatePem, network.DayOffsetSeconds));
    }
}
