using System.Net;

namespace GreenPow.Mqtt;

/// <summary>What the owner of the endpoint decides: who may connect, what may be said, and when a message counts as taken.</summary>
public interface IMqttHandler
{
    /// <summary>
    /// Judges a login, its will's topic included; nothing of the client is visible to others before this accepts.
    /// Cancelled when the connection ends, at the latest after <see cref="MqttOptions.ConnectTimeoutSeconds"/>.
    /// </summary>
    ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken);

    /// <summary>The client is in; an older connection of the same client id has had its <see cref="DisconnectedAsync"/>.</summary>
    ValueTask ConnectedAsync(MqttSession session, CancellationToken cancellationToken);

    bool MaySubscribe(MqttSession session, string filter);

    /// <summary>Takes a message or a will. PUBACK follows the completion; several calls of one session run at once, acknowledgements keep their order.</summary>
    ValueTask<PublishVerdict> PublishAsync(MqttSession session, PublishRequest publish, CancellationToken cancellationToken);

    /// <summary>A filter was granted and its retained messages are queued.</summary>
    ValueTask SubscribedAsync(MqttSession session, string filter, CancellationToken cancellationToken);

    /// <summary>The client has acknowledged a message of QoS 1.</summary>
    ValueTask AcknowledgedAsync(MqttSession session, string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The connection ended and every message it sent has been handled, its will too unless that is delayed.</summary>
    ValueTask DisconnectedAsync(MqttSession session, ReasonCode reason, CancellationToken cancellationToken);
}

/// <summary>A CONNECT that kept to the protocol, before anybody has judged it.</summary>
public sealed record ConnectRequest(
    string ClientId,
    string? UserName,
    ReadOnlyMemory<byte> Password,
    bool CleanStart,
    ProtocolVersion Version,
    Will? Will,
    EndPoint? RemoteEndPoint);

/// <summary>The answer to a login; `Principal` is whatever the handler wants to find again in <see cref="MqttSession.Principal"/>.</summary>
public readonly record struct ConnectVerdict(ReasonCode Reason, object? Principal, string? Text)
{
    public static ConnectVerdict Accept(object? principal = null) => new(ReasonCode.Success, principal, null);

    /// <summary>The session ends with its connection, whatever the client asked for: nothing waits for whom nobody knows.</summary>
    public bool EndsWithConnection { get; init; }

    /// <summary>`text` is told to MQTT 5 clients as the reason string; it must hold nothing secret.</summary>
    public static ConnectVerdict Refuse(ReasonCode reason, string? text = null) => new(reason, null, text);
}

/// <summary>A message as it arrived; the payload belongs to the receiver for good.</summary>
public readonly record struct PublishRequest(
    string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool Retain, bool Duplicate, bool IsWill, MqttProperties? Properties);

/// <summary>What becomes of a message; a refused one is answered with its reason (MQTT 5) or by closing the connection (3.1.1 has no other way).</summary>
public readonly record struct PublishVerdict(ReasonCode Reason, bool Deliver)
{
    /// <summary>Acknowledge, keep if retained, and pass on to subscribers.</summary>
    public static PublishVerdict Accept => new(ReasonCode.Success, true);

    /// <summary>Acknowledge only: the handler has it, nobody else gets it.</summary>
    public static PublishVerdict Consume => new(ReasonCode.Success, false);

    public static PublishVerdict Refuse(ReasonCode reason) => new(reason, false);
}
