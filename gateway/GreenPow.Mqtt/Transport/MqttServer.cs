using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GreenPow.Mqtt;

/// <summary>What all connections share: endpoint, handler, limits, time; and the way of a message from handler to subscribers.</summary>
internal sealed class MqttServer(
    MqttEndpoint endpoint,
    IMqttHandler handler,
    IOptions<MqttOptions> options,
    TimeProvider time,
    ILogger<MqttServer> logger,
    IHostApplicationLifetime lifetime)
{
    public MqttEndpoint Endpoint { get; } = endpoint;

    public IMqttHandler Handler { get; } = handler;

    public MqttOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;

    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public ValueTask<PublishVerdict> AskAsync(MqttSession session, PublishPacket packet, bool isWill)
    {
        try
        {
            var request = new PublishRequest(packet.Topic, packet.Payload, packet.Qos, packet.Retain, packet.Duplicate, isWill, packet.Properties);
            return Handler.PublishAsync(session, request, CancellationToken.None);
        }
#pragma warning disable CA1031 // Kept in the task and handled where all verdicts are awaited.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ValueTask.FromException<PublishVerdict>(e);
        }
    }

    /// <summary>False when there is no room to retain it.</summary>
    public bool Deliver(MqttSession from, PublishPacket packet)
    {
        DateTimeOffset? expiresAt = packet.Properties?.MessageExpirySeconds is { } seconds ? Time.GetUtcNow().AddSeconds(seconds) : null;
        return Endpoint.TryRoute(new MqttMessage(packet.Topic, packet.Payload, packet.Qos, packet.Retain, packet.Properties, expiresAt, from));
    }

    public async Task PublishWillAsync(MqttSession session, Will will)
    {
        var packet = new PublishPacket(will.Topic, will.Payload, will.Qos, will.Retain, Properties: will.Properties);
        try
        {
            PublishVerdict verdict = await AskAsync(session, packet, isWill: true);
            if (verdict.Deliver && !Deliver(session, packet))
                Logger.LogWarning("The will of {ClientId} found no room to be retained", session.ClientId);
        }
#pragma warning disable CA1031 // A will has nobody to report its failure to but the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Logger.LogError(e, "The will of {ClientId} could not be published", session.ClientId);
        }
    }

    /// <summary>Closes what is over its time, ends expired sessions, sends delayed wills; called once a second.</summary>
    public async Task SweepAsync()
    {
        foreach (MqttConnection connection in Endpoint.Connections.Keys)
            connection.CheckDeadline();
        (List<MqttSession> expired, List<(MqttSession Session, Will Will)> wills) = Endpoint.Sessions.TakeDue(Time.GetUtcNow());
        foreach (MqttSession session in expired)
            Endpoint.UnsubscribeAll(session);
        foreach ((MqttSession session, Will will) in wills)
            await PublishWillAsync(session, will);
        Endpoint.RemoveExpiredRetained();
    }
}
