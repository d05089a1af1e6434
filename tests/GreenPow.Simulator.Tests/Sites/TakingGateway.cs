using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GreenPow.Mqtt;
using GreenPow.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GreenPow.Simulator.Tests.Sites;

/// <summary>Our own MQTT endpoint with the smallest gateway behind it: checks the login, keeps every frame, says what it has.</summary>
public sealed class TakingGateway(byte[] gatewayPrivateKey) : IAsyncDisposable
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, SortedDictionary<ulong, byte[]>> frames = [];
    private readonly Dictionary<string, ulong> loginCounters = [];
    private readonly List<(Func<bool> IsDone, TaskCompletionSource Done)> waiting = [];
    private readonly Dictionary<string, byte[]> newest = [];
    private WebApplication? app;

    public int Port { get; private set; }

    /// <summary>Frames of one device that came a second time with other bytes: must stay 0.</summary>
    public int Contradictions { get; private set; }

    public int Logins { get; private set; }

    /// <summary>Cuts the connection of each device once, when it has delivered this many frames; 0 = never.</summary>
    public int CutAfterFrames { get; init; }

    /// <summary>Shown to the devices; null = no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this);
        builder.Services.AddMqttEndpoint<Handler>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (Certificate is not null)
                listen.UseHttps(Certificate);
            listen.UseMqtt();
        }));
        app = builder.Build();
        await app.StartAsync();
        Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    public byte[][] FramesOf(string deviceId)
    {
        lock (guard)
            return frames.TryGetValue(deviceId, out var kept) ? [.. kept.Values] : [];
    }

    /// <summary>What came last on a topic that is not for reports; null = nothing yet.</summary>
    public byte[]? NewestOn(string topic)
    {
        lock (guard)
            return newest.GetValueOrDefault(topic);
    }

    /// <summary>The same, and forgets it, so that the next one is seen to be another.</summary>
    public byte[]? TakeNewestOn(string topic)
    {
        lock (guard)
            return newest.Remove(topic, out var payload) ? payload : null;
    }

    /// <summary>To whoever has subscribed.</summary>
    public ValueTask SendAsync(string topic, byte[] payload, CancellationToken cancellation) =>
        app!.Services.GetRequiredService<MqttEndpoint>().PublishAsync(topic, payload, 1, retain: false, cancellation);

    /// <summary>Completes when what has come in makes the condition true.</summary>
    public Task WhenAsync(Func<bool> isDone)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (guard)
        {
            waiting.Add((isDone, done));
            Tell();
        }
        return done.Task;
    }

    private void Keep(MqttEndpoint endpoint, string deviceId, ReadOnlySpan<byte> payload)
    {
        lock (guard)
        {
            var kept = frames.TryGetValue(deviceId, out var known) ? known : frames[deviceId] = [];
            var before = kept.Count;
            while (payload.Length > 0)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(payload);
                var frame = payload.Slice(2, length).ToArray();
                var sequence = BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(20));
                if (!kept.TryAdd(sequence, frame) && !kept[sequence].AsSpan().SequenceEqual(frame))
                    Contradictions++;
                payload = payload[(2 + length)..];
            }
            if (before < CutAfterFrames && kept.Count >= CutAfterFrames)
                endpoint.Disconnect(deviceId, ReasonCode.UnspecifiedError);
            Tell();
        }
    }

    private void KeepNewest(string topic, byte[] payload)
    {
        lock (guard)
        {
            newest[topic] = payload;
            Tell();
        }
    }

    private void Tell() => waiting.RemoveAll(entry => entry.IsDone() && entry.Done.TrySetResult());

    private bool Admit(string deviceId, string password)
    {
        var bytes = Convert.FromHexString(password);
        var login = new LoginFrame();
        var digest = new byte[32];
        if (!login.TryRead(bytes, 0, bytes.Length, out _))
            return false;
        FrameSigning.Digest(FrameKind.Login, bytes, 0, login.LengthBeforeSignature, digest);
        lock (guard)
        {
            if (!P256.Verify([4, .. login.PublicKey], digest, login.Signature, 0) || login.Counter <= loginCounters.GetValueOrDefault(deviceId))
                return false;
            loginCounters[deviceId] = login.Counter;
            Logins++;
            return true;
        }
    }

    /// <summary>What it has up to the newest seal; the MAC key comes from the same agreement that the device makes.</summary>
    private byte[] Have(string deviceId, byte[] devicePublicKey)
    {
        lock (guard)
        {
            var frame = new HaveFrame { LoginCounter = loginCounters[deviceId] };
            Convert.FromHexString(deviceId).CopyTo(frame.DeviceId, 0);
            var newest = FramesOf(deviceId).LastOrDefault(kept => (BinaryPrimitives.ReadUInt16LittleEndian(kept.AsSpan(34)) & ReportFlags.Sealed) != 0);
            if (newest is not null)
            {
                frame.Sequence = BinaryPrimitives.ReadUInt64LittleEndian(newest.AsSpan(20));
                SHA256.HashData(newest).CopyTo(frame.FrameHash, 0);
            }
            var key = new byte[32];
            DeviceMac.Key(gatewayPrivateKey, devicePublicKey, key);
            var bytes = new byte[frame.Length];
            frame.Write(bytes, 0);
            DeviceMac.Seal(key, bytes, 0, frame.LengthBeforeMac);
            return bytes;
        }
    }

    private sealed class Handler(TakingGateway gateway, IServiceProvider services) : IMqttHandler
    {
        private MqttEndpoint Endpoint => services.GetRequiredService<MqttEndpoint>();

        public ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
        {
            var password = Encoding.ASCII.GetString(request.Password.Span);
            return ValueTask.FromResult(gateway.Admit(request.ClientId, password)
                ? ConnectVerdict.Accept(Convert.FromHexString(password)[40..104])
                : ConnectVerdict.Refuse(ReasonCode.NotAuthorized));
        }

        public ValueTask ConnectedAsync(MqttSession session, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public bool MaySubscribe(MqttSession session, string filter) => filter.StartsWith(Topics.Prefix + session.ClientId, StringComparison.Ordinal);

        public ValueTask<PublishVerdict> PublishAsync(MqttSession session, PublishRequest publish, CancellationToken cancellationToken)
        {
            if (publish.Topic == Topics.Report(session.ClientId))
                gateway.Keep(Endpoint, session.ClientId, publish.Payload.Span);
            else
                gateway.KeepNewest(publish.Topic, publish.Payload.ToArray());
            return ValueTask.FromResult(PublishVerdict.Consume);
        }

        public ValueTask SubscribedAsync(MqttSession session, string filter, CancellationToken cancellationToken) =>
            filter == Topics.Have(session.ClientId)
                ? Endpoint.PublishAsync(filter, gateway.Have(session.ClientId, [4, .. (byte[])session.Principal!]), 1, retain: true, cancellationToken)
                : ValueTask.CompletedTask;

        public ValueTask DisconnectedAsync(MqttSession session, ReasonCode reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
