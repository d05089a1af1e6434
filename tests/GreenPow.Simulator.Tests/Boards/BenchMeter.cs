using System.Security.Cryptography;
using GreenPow.Simulator.Boards;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>One commissioned meter of one channel with a folder of its own; each plugging-in is a fresh board on the same flash.</summary>
internal sealed class BenchMeter : IAsyncDisposable
{
    private const int PhysicsMilliseconds = 500;

    private static readonly Place place = new(37, -106, 2300);

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-bench-").FullName;
    private readonly BenchSite site;
    private FirmwareHost? host;
    private ITimer? current;

    public BenchMeter()
    {
        using var gateway = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = gateway.ExportParameters(includePrivateParameters: true);
        GatewayPrivateKey = key.D!;
        Network = new NetworkInfo(31337, new byte[20], [1, 2, 3, 4, 5, 6, 7, 8], [4, .. key.Q.X!, .. key.Q.Y!]);
        site = new BenchSite(new SimulatedDevice(Path.Combine(folder, "bench"), Network, new SensorChannel(ChannelRole.Generation, 200, Seed: 5)));
    }

    public NetworkInfo Network { get; }

    public byte[] GatewayPrivateKey { get; }

    /// <summary>What flows through its shunt.</summary>
    public int Watts { get; set; } = 120;

    public string DeviceId => site.Device.DeviceId;

    /// <summary>The bench and the installer's visit.</summary>
    public async Task ProvisionAsync(GatewayDoor door, CancellationToken cancellation)
    {
        site.Device.Install(site.Device.Commission(place, null, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 86_400, null));
        await new Provisioning(Network, door, TimeProvider.System).VisitAsync(site, cancellation);
    }

    /// <summary>A board on the flash as it is; not on yet.</summary>
    public async Task<FirmwareHost> PlugAsync(GatewayDoor door, TimeProvider time)
    {
        await UnplugAsync();
        host = new FirmwareHost(site.Device.MakeBoard(time));
        host.Board.Network.Route(GatewayDoor.Host, GatewayDoor.Port, door.LoopbackPort);
        current = time.CreateTimer(_ => site.Device.Measure(0, PhysicsMilliseconds, 51_000_000, Watts * 1_000_000L, 20), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(PhysicsMilliseconds));
        return host;
    }

    public async Task UnplugAsync()
    {
        if (host is null)
            return;
        await host.DisposeAsync();
        await current!.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await UnplugAsync();
        site.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class BenchSite(SimulatedDevice device) : SimulatedSite("bench", "meter", place, null, 200, device);
}
