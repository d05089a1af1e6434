using System.Diagnostics;
using System.Net;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Devices.Updates;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Mining;
using GreenPow.Gateway.Web;
using GreenPow.Mqtt;
using GreenPow.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>Metering, devices and mining of the gateway on a folder and a free port; only the chain is not there.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public static readonly NetworkIdentity Network = new(31337, new byte[20], [1, 2, 3, 4, 5, 6, 7, 8], -25200);

    private readonly WebApplication app;

    private TestGateway(WebApplication app) => this.app = app;

    public int Port => Get<MqttListener>().Port;

    public int TlsPort => Get<MqttListener>().TlsPort;

    /// <summary>Of pages and API.</summary>
    public Uri Address => new(app.Urls.Single(url => new Uri(url).Port != Port && new Uri(url).Port != TlsPort));

    public ManualTime Time => (ManualTime)Get<TimeProvider>();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public Catalogue Catalogue => Get<Catalogue>();

    public MqttEndpoint Endpoint => Get<MqttEndpoint>();

    public static async Task<TestGateway> StartAsync(string folder, params string[] more)
    {
        var builder = WebApplication.CreateSlimBuilder([.. more, "--Gateway:DataFolder", folder, "--Gateway:MqttPort", "0", "--Gateway:MqttTlsPort", "0"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section);
        builder.Services.AddSingleton<TimeProvider>(new ManualTime());
        builder.Services.AddSingleton<IChainHead>(new ChainAtRest());
        builder.Services.AddSingleton<LiveFeed>();
        builder.AddMetering();
        builder.AddDevices();
        // Clients judge a certificate by the real time.
        builder.Services.AddSingleton(TlsAuthority.LoadOrCreate(Path.Combine(folder, "gateway"), ["localhost", "127.0.0.1"], TimeProvider.System));
        builder.AddMining();
        var app = builder.Build();
        app.MapNetworkApi();
        app.MapUpdateApi();
        app.MapCommandsApi();
        app.MapRecordsApi();
        app.MapEventsApi();
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Runs a client of Debian's mosquitto-clients as a device; what it was refused is on its standard error.</summary>
    public async Task<(int ExitCode, string Output, string Error)> MosquittoAsync(string program, TestKey key, byte[] login, params string[] arguments)
    {
        var path = Path.Combine("/usr/bin", program);
        Assert.True(File.Exists(path), $"{path} is missing. Install it with: apt-get install mosquitto-clients");
        var id = key.Id.ToString();
        var start = new ProcessStartInfo(path, ["-h", "127.0.0.1", "-p", $"{Port}", "-i", id, "-u", id, "-P", Convert.ToHexStringLower(login), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private sealed class ChainAtRest : IChainHead
    {
        public ValueTask<NetworkIdentity> NetworkAsync(CancellationToken cancellation) => ValueTask.FromResult(Network);

        public ValueTask<ChainBlock> NewestBlockAsync(CancellationToken cancellation) => ValueTask.FromResult(new ChainBlock(1, new byte[32], ManualTime.Noon));
    }
}
