using System.Security.Cryptography;
using GreenPow.Simulator.Sites;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Sites;

/// <summary>The demo's fleet after one whole day, lived once for all tests of it.</summary>
public sealed class FleetDayFixture : IAsyncLifetime
{
    public static readonly long DayStart = new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.FromHours(-7)).ToUnixTimeSeconds();

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-fleet-").FullName;

    public Fleet Fleet { get; private set; } = null!;

    public NetworkInfo Network { get; }

    public byte[] GatewayPrivateKey { get; }

    public FleetDay Day => Fleet.Day!;

    public FleetDayFixture()
    {
        var registry = Enumerable.Range(1, 20).Select(value => (byte)value).ToArray();
        var networkId = new byte[8];
        Identity.NetworkId(31337, registry, networkId);
        using var gateway = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = gateway.ExportParameters(includePrivateParameters: true);
        GatewayPrivateKey = key.D!;
        Network = new NetworkInfo(31337, registry, networkId, [4, .. key.Q.X!, .. key.Q.Y!]);
    }

    public async ValueTask InitializeAsync()
    {
        Fleet = Fleet.Create(folder, Network, DayStart);
        await Fleet.RunDayAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Fleet.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public Fleet OpenAgain() => Fleet.Create(folder, Network, DayStart + 86_400);
}
