using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GreenPow.Simulator.Boards;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>The MQTT library that the firmware finds on a board, over real TCP and TLS, against the bytes of the standard.</summary>
public sealed class MqttClientTests : IDisposable
{
    private const int DevicePort = 8883;

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;
    private readonly TcpListener broker = new(IPAddress.Loopback, 0);
    private readonly List<SslStream> peers = [];
    private readonly TestAuthority authority = new();
    private readonly VirtualBoard board = ReferenceBoard.Make("mqtt", TimeProvider.System, new MemoryStore());
    private readonly BoardContext context;

    public MqttClientTests()
    {
        broker.Start();
        var run = board.Start(StartCause.PowerOn);
        context = new BoardContext("mqtt", Path.Combine(AppContext.BaseDirectory, "board"), run);
        board.Wifi.Join(ReferenceBoard.Wifi.Ssid, ReferenceBoard.Wifi.Password, keepTrying: true);
        board.Network.Route("gateway.test", DevicePort, ((IPEndPoint)broker.LocalEndpoint).Port);
    }

    public void Dispose()
    {
        board.Dispose();
        foreach (var peer in peers)
            peer.Dispose();
        broker.Dispose();
        authority.Dispose();
        context.Unload();
    }

    [Fact]
    public async Task Without_TLS_the_first_bytes_are_those_of_CONNECT()
    {
        var client = MakeClient(pinned: null);
        var connecting = Task.Run(() => Connect(client), cancellation);
        using var peer = await broker.AcceptTcpClientAsync(cancellation);
        var packet = new byte[35];
        await peer.GetStream().ReadExactlyAsync(packet, cancellation);
        Assert.Equal(
            [0x10, 33, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 0xEE, 0, 60, 0, 2, (byte)'a', (byte)'b', 0, 3, (byte)'w', (byte)'/', (byte)'t', 0, 1, (byte)'0', 0, 2, (byte)'a', (byte)'b', 0, 5, (byte)'p', (byte)'a', (byte)'s', (byte)'s', (byte)'w'],
            packet);
        await peer.GetStream().WriteAsync(new byte[] { 0x20, 2, 0, 5 }, cancellation);
        Assert.Equal(5, await connecting);
    }

    [Fact]
    public async Task A_server_of_the_pinned_authority_under_its_own_name_is_believed()
    {
        using var certificate = authority.Server("gateway.test");
        Assert.Equal(0, await ConnectAsync(certificate, authority.Pem));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        using var other = new TestAuthority();
        using var certificate = other.Server("gateway.test");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(certificate, authority.Pem));
        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public async Task A_server_under_another_name_is_refused()
    {
        using var certificate = authority.Server("elsewhere.test");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(certificate, authority.Pem));
        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public void Without_a_network_not_even_a_client_can_be_made()
    {
        board.Wifi.SwitchOff(ReferenceBoard.Wifi.Ssid);
        var refused = Assert.Throws<SocketException>(() => MakeClient(pinned: null));
        Assert.Equal(SocketError.NetworkDown, refused.SocketErrorCode);
    }

    [Fact]
    public async Task The_end_of_the_power_ends_the_connection_and_every_thread()
    {
        using var certificate = authority.Server("gateway.test");
        await ConnectAsync(certificate, authority.Pem);
        var run = board.Run!;
        board.CutPower();
        var limit = DateTime.UtcNow.AddMinutes(2);
        while (run.LiveThreads > 0 && DateTime.UtcNow < limit)
            await Task.Delay(20, cancellation);
        Assert.Equal(0, run.LiveThreads);
        Assert.Empty(run.Faults);
    }

    /// <summary>Connects while a broker with this certificate says yes and stays on the line until the test ends; returns the answer of CONNACK.</summary>
    private async Task<int> ConnectAsync(X509Certificate2 certificate, string pinned)
    {
        var client = MakeClient(pinned);
        var serving = AcceptAsync(certificate);
        var answer = await Task.Run(() => Connect(client), cancellation);
        await serving;
        return answer;
    }

    private async Task AcceptAsync(X509Certificate2 certificate)
    {
        var peer = await broker.AcceptTcpClientAsync(cancellation);
        var stream = new SslStream(peer.GetStream());
        peers.Add(stream);
        await stream.AuthenticateAsServerAsync(certificate);
        await stream.ReadExactlyAsync(new byte[35], cancellation);
        await stream.WriteAsync(new byte[] { 0x20, 2, 0, 0 }, cancellation);
    }

    private object MakeClient(string? pinned)
    {
        var type = Load("nanoFramework.M2Mqtt").GetType("nanoFramework.M2Mqtt.MqttClient")!;
        var certificate = pinned is null ? null : Activator.CreateInstance(Load("System.Net").GetType("System.Security.Cryptography.X509Certificates.X509Certificate")!, pinned);
        const int tls12 = 4;
        try
        {
            return Activator.CreateInstance(type, "gateway.test", DevicePort, pinned is not null, certificate, null, Enum.ToObject(Load("nanoFramework.M2Mqtt.Core").GetType("nanoFramework.M2Mqtt.MqttSslProtocols")!, tls12))!;
        }
        catch (TargetInvocationException thrown)
        {
            throw thrown.InnerException!;
        }
    }

    private int Connect(object client)
    {
        var qos1 = Enum.ToObject(Load("nanoFramework.M2Mqtt.Core").GetType("nanoFramework.M2Mqtt.Messages.MqttQoSLevel")!, 1);
        return (int)client.GetType().GetMethod("Connect")!.Invoke(
            client, BindingFlags.DoNotWrapExceptions, null, ["ab", "ab", "passw", true, qos1, true, "w/t", "0", true, (ushort)60], null)!;
    }

    private Assembly Load(string name) => context.LoadFromAssemblyName(new AssemblyName(name));
}
