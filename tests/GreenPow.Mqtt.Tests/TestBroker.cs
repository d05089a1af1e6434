using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt.Tests;

/// <summary>The endpoint on a free loopback port, with a handler whose answers a test can set.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly ToldLog _told;

    private TestBroker(WebApplication app, int port, ToldLog told) => (_app, Port, _told) = (app, port, told);

    public int Port { get; }

    public MqttEndpoint Endpoint => _app.Services.GetRequiredService<MqttEndpoint>();

    public MqttServer Server => _app.Services.GetRequiredService<MqttServer>();

    public TestHandler Handler => (TestHandler)_app.Services.GetRequiredService<IMqttHandler>();

    public ManualTime Time => (ManualTime)_app.Services.GetRequiredService<TimeProvider>();

    public static async Task<TestBroker> StartAsync(Action<MqttOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        var told = new ToldLog();
        builder.Logging.ClearProviders().AddProvider(told);
        builder.Services.AddSingleton<TimeProvider>(new ManualTime());
        builder.Services.AddMqttEndpoint<TestHandler>(configure);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        WebApplication app = builder.Build();
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new TestBroker(app, new Uri(address).Port, told);
    }

    public Task<TestClient> ConnectAsync(string clientId, ProtocolVersion version = ProtocolVersion.V5) =>
        TestClient.ConnectAsync(Port, new ConnectPacket(version, clientId, CleanStart: true, KeepAliveSeconds: 60));

    /// <summary>Returns once the broker's log has a line with these words.</summary>
    public Task ToldAsync(string words) => _told.WhenAsync(words);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>Lets everybody in and everything through, unless a test says otherwise; remembers what it was told.</summary>
internal sealed class TestHandler : IMqttHandler
{
    public Func<ConnectRequest, ConnectVerdict> OnConnect { get; set; } = _ => ConnectVerdict.Accept();

    public Func<CancellationToken, Task<ConnectVerdict>>? OnConnectAsync { get; set; }

    public Func<PublishRequest, ValueTask<PublishVerdict>> OnPublish { get; set; } = _ => ValueTask.FromResult(PublishVerdict.Accept);

    public Func<string, bool> MaySubscribeTo { get; set; } = _ => true;

    public ConcurrentQueue<PublishRequest> Published { get; } = [];

    public ConcurrentQueue<string> Acknowledged { get; } = [];

    public ConcurrentQueue<string> Events { get; } = [];

    public ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken) =>
        OnConnectAsync is { } judge ? new(judge(cancellationToken)) : ValueTask.FromResult(OnConnect(request));

    public ValueTask ConnectedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        Events.Enqueue($"connected {session.ClientId}");
        return ValueTask.CompletedTask;
    }

    public bool MaySubscribe(MqttSession session, string filter) => MaySubscribeTo(filter);

    public ValueTask<PublishVerdict> PublishAsync(MqttSession session, PublishRequest publish, CancellationToken cancellationToken)
    {
        Published.Enqueue(publish);
        return OnPublish(publish);
    }

    public ValueTask SubscribedAsync(MqttSession session, string filter, CancellationToken cancellationToken)
    {
        Events.Enqueue($"subscribed {session.ClientId} {filter}");
        return ValueTask.CompletedTask;
    }

    public ValueTask AcknowledgedAsync(MqttSession session, string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Acknowledged.Enqueue($"{session.ClientId} {topic} {payload.Length}");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisconnectedAsync(MqttSession session, ReasonCode reason, CancellationToken cancellationToken)
    {
        Events.Enqueue($"disconnected {session.ClientId} {reason}");
        return ValueTask.CompletedTask;
    }
}
