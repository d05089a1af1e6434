using System.Text;
using GreenPow.Core;
using GreenPow.Simulator.Boards;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Tests.Sites;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A provisioned meter and what it says about its way to the gateway, firmware and TLS included.</summary>
public sealed class TroubleTests : IAsyncLifetime
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;
    private readonly TestAuthority authority = new();
    private readonly BenchMeter meter = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await meter.DisposeAsync();
        authority.Dispose();
    }

    [Fact]
    public async Task Over_TLS_to_its_own_gateway_the_reports_arrive()
    {
        await using var gateway = await OpenAsync(authority, GatewayDoor.Host);
        var host = await meter.PlugAsync(Door(gateway), new HurriedTime(DateTimeOffset.UtcNow, speed: 30));
        host.PowerOn();
        await gateway.WhenAsync(() => gateway.FramesOf(meter.DeviceId).Length >= 2).WaitAsync(TimeSpan.FromMinutes(2), cancellation);
        Assert.Empty(host.Crashes);
    }

    [Fact]
    public async Task A_gateway_of_another_authority_is_told_as_such()
    {
        using var other = new TestAuthority();
        await using var gateway = await OpenAsync(other, GatewayDoor.Host);
        await ExpectAsync(gateway, Trouble.CertificateRefused);
        Assert.Equal(0, gateway.Logins);
    }

    [Fact]
    public async Task A_gateway_under_another_name_is_told_as_such()
    {
        await using var gateway = await OpenAsync(authority, "elsewhere.test");
        await ExpectAsync(gateway, Trouble.CertificateRefused);
        Assert.Equal(0, gateway.Logins);
    }

    [Fact]
    public async Task A_network_without_internet_is_told_as_such()
    {
        await using var gateway = await OpenAsync(authority, GatewayDoor.Host);
        await ExpectAsync(gateway, Trouble.NoInternet, hasInternet: false);
    }

    private async Task ExpectAsync(TakingGateway gateway, byte trouble, bool hasInternet = true)
    {
        var host = await meter.PlugAsync(Door(gateway), TimeProvider.System);
        host.Board.Wifi.SwitchOn(ReferenceBoard.Wifi with { HasInternet = hasInternet });
        host.PowerOn();
        var installer = new BoardInstaller(host.Board, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        var said = "";
        while (said != Trouble.Text(trouble))
        {
            Assert.False(limit.IsCancellationRequested, $"After five minutes the device says: {said}");
            said = Encoding.UTF8.GetString((await installer.AskAsync(InstallerCommand.ReadStatus, []))[2]);
        }
    }

    private async Task<TakingGateway> OpenAsync(TestAuthority signing, string name)
    {
        var gateway = new TakingGateway(meter.GatewayPrivateKey) { Certificate = signing.Server(name) };
        await gateway.StartAsync();
        await meter.ProvisionAsync(Door(gateway), cancellation);
        return gateway;
    }

    private GatewayDoor Door(TakingGateway gateway) => new(gateway.Port, authority.Pem);
}
