using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace GreenPow.Browser.Tests;

/// <summary>The whole gateway as Program.cs builds it, in this process, on a folder and ports of its own.</summary>
internal sealed class RunningGateway : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("greenpow-pages-").FullName;
    private readonly int _httpPort = FreePort.Next();
    private readonly int _chainPort;

    private RunningGateway(int chainPort) => _chainPort = chainPort;

    public Uri Address => new($"http://127.0.0.1:{_httpPort}/");

    /// <param name="chainPort">Null takes a free one.</param>
    public static RunningGateway Start(int? chainPort = null)
    {
        var gateway = new RunningGateway(chainPort ?? FreePort.Next());
        gateway.UseKestrel();
        gateway.StartServer();
        return gateway;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Gateway:DataFolder", _folder);
        builder.UseSetting("Gateway:HttpPort", Text(_httpPort));
        builder.UseSetting("Gateway:MqttPort", "0");
        builder.UseSetting("Gateway:MqttTlsPort", "0");
        builder.UseSetting("Gateway:ChainPort", Text(_chainPort));
        builder.UseSetting("Gateway:Demo", "true");
        builder.UseSetting("Minting:DemoQuietSeconds", "1");
        builder.UseSetting("Minting:StepSeconds", "1");
        builder.UseSetting("Minting:VaultPermille", "125"); // not the default, so that a page that guesses is found out
        builder.UseSetting("Logging:LogLevel:Default", "Error");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
