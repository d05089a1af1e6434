using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace GreenPow.Mqtt;

/// <summary>The server's own side of the endpoint: publish to subscribers, read retained messages, end a connection.</summary>
public sealed class MqttEndpoint(IOptions<MqttOptions> options, TimeProvider time)
{
    private readonly Lock _routing = new();
    private readonly SubscriptionTree _subscriptions = new();
    private readonly RetainedMessages _retained = new(options.Value);

    internal SessionRegistry Sessions { get; } = new(options.Value);

    internal ConcurrentDictionary<MqttConnection, bool> Connections { get; } = new();

    /// <summary>TCP connections, logged in or not: a gauge.</summary>
    public int ConnectionCount => Connections.Count;

    /// <summary>Sessions, connected or remembered: a gauge.</summary>
    public int SessionCount => Sessions.Count;

    /// <summary>Queues the message for every subscriber; complete means queued, a QoS 1 subscriber gets it once it is connected.</summary>
    /// <exception cref="ArgumentException">The topic is no topic name, the QoS is not 0 or 1, or there is no room to retain it.</exception>
    public ValueTask PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, int qos, bool retain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        cancellationToken.ThrowIfCancellationRequested();
        if (!TopicRules.IsName(topic) || !StrictUtf8.CanWrite(topic))
            throw new ArgumentException($"'{topic}' is no topic name.", nameof(topic));
        if (qos is not (0 or 1))
            throw new ArgumentOutOfRangeException(nameof(qos), qos, "The QoS offered here is 0 or 1.");
        if (!TryRoute(new MqttMessage(topic, payload, qos, retain, Properties: null, ExpiresAt: null, From: null)))
            throw new ArgumentException($"No room to retain another topic: '{topic}'.", nameof(topic));
        return ValueTask.CompletedTask;
    }

    /// <summary>The retained payload of a topic, or null.</summary>
    public ReadOnlyMemory<byte>? Retained(string topic)
    {
        lock (_routing)
            return _retained.Find(topic, time.GetUtcNow())?.Payload;
    }

    /// <summary>Ends the connection of a client with a reason; false when it is not connected.</summary>
    public bool Disconnect(string clientId, ReasonCode reason)
    {
        if (!Sessions.TryFind(clientId, out MqttConnection? connection))
            return false;
        connection!.Close(reason);
        return true;
    }

    /// <summary>False when the message is to be retained and there is no room; it has then gone to nobody.</summary>
    internal bool TryRoute(MqttMessage message)
    {
        lock (_routing)
        {
            if (message.Retain && !_retained.TryStore(message))
                return false;
            foreach ((MqttSession session, Subscription subscription) in _subscriptions.Match(message.Topic))
            {
                if (subscription.NoLocal && message.From == session)
                    continue;
                bool retain = message.Retain && subscription.RetainAsPublished;
                Offer(session, new Delivery(message, Math.Min(message.Qos, subscription.Qos), retain));
            }
        }

        return true;
    }

    /// <summary>Adds or replaces a subscription; false when the session has too many. <paramref name="isNew"/>: the filter was not there before.</summary>
    internal bool TrySubscribe(MqttSession session, Subscription subscription, out bool isNew)
    {
        lock (_routing)
        {
            isNew = !session.Subscriptions.ContainsKey(subscription.Filter);
            if (isNew && session.Subscriptions.Count >= options.Value.MaximumSubscriptionsPerSession)
                return false;
            session.Subscriptions[subscription.Filter] = subscription;
            _subscriptions.Set(session, subscription);
            return true;
        }
    }

    /// <summary>Queues what is retained for a filter that was granted.</summary>
    internal void OfferRetained(MqttSession session, string filter, int qos)
    {
        lock (_routing)
        {
            foreach (MqttMessage message in _retained.Matching(filter, time.GetUtcNow()))
                Offer(session, new Delivery(message, Math.Min(message.Qos, qos), Retain: true));
        }
    }

    internal bool Unsubscribe(MqttSession session, string filter)
    {
        lock (_routing)
            return session.Subscriptions.Remove(filter) && _subscriptions.Remove(session, filter);
    }

    internal void UnsubscribeAll(MqttSession session)
    {
        lock (_routing)
        {
            foreach (string filter in session.Subscriptions.Keys)
                _subscriptions.Remove(session, filter);
            session.Subscriptions.Clear();
        }
    }

    internal void RemoveExpiredRetained()
    {
        lock (_routing)
            _retained.RemoveExpired(time.GetUtcNow());
    }

    private void Offer(MqttSession session, Delivery delivery)
    {
        if (delivery.Qos == 0 && !session.IsConnected)
            return;
        if (session.Queue.TryOffer(delivery))
        {
            session.Connection?.Wake();
            return;
        }

        // A full queue ends the session: the client learns at its next CONNECT that nothing was kept, instead of missing one message.
        Sessions.EndNow(session);
        session.Connection?.Close(ReasonCode.QuotaExceeded);
    }
}
