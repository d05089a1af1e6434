using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt;

/// <summary>What each packet of a client leads to.</summary>
internal sealed partial class MqttConnection
{
    private ValueTask ReceiveAsync(Packet packet)
    {
        if (_session is not { } session)
        {
            return packet is ConnectPacket connect
                ? ConnectAsync(connect)
                : throw new MqttProtocolException(ReasonCode.ProtocolError, $"{packet.GetType().Name} came before CONNECT.");
        }

        switch (packet)
        {
            case PublishPacket publish:
                return _publishes.AddAsync(session, publish);
            case PubAckPacket ack:
                return AcknowledgeAsync(session, ack);
            case SubscribePacket subscribe:
                return SubscribeAsync(session, subscribe);
            case UnsubscribePacket unsubscribe:
                List<ReasonCode> reasons = [.. unsubscribe.Filters.Select(filter =>
                    _server.Endpoint.Unsubscribe(session, filter) ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted)];
                return AnswerAsync(new UnsubAckPacket(unsubscribe.PacketId, reasons));
            case PingReqPacket:
                return AnswerAsync(PingRespPacket.Instance);
            case DisconnectPacket disconnect:
                SayGoodbye(session, disconnect);
                return ValueTask.CompletedTask;
            default:
                throw new MqttProtocolException(ReasonCode.ProtocolError, $"A client sent {packet.GetType().Name}.");
        }
    }

    private ValueTask AcknowledgeAsync(MqttSession session, PubAckPacket ack)
    {
        if (!session.Queue.Acknowledge(ack.PacketId, out Delivery delivery))
            return ValueTask.CompletedTask;
        Wake();
        MqttMessage message = delivery.Message;
        return ack.Reason < ReasonCode.UnspecifiedError
            ? _server.Handler.AcknowledgedAsync(session, message.Topic, message.Payload, CancellationToken.None) : ValueTask.CompletedTask;
    }

    private async ValueTask SubscribeAsync(MqttSession session, SubscribePacket subscribe)
    {
        if (subscribe.Properties?.SubscriptionIdentifier is not null)
            throw new MqttProtocolException(ReasonCode.SubscriptionIdentifiersNotSupported, "SUBSCRIBE has a subscription identifier; they are not offered.");
        List<Granted> lines = [.. subscribe.Subscriptions.Select(line => Grant(session, line))];
        // The answer first: MQTT lets retained messages overtake it, but not every client expects that.
        await AnswerAsync(new SubAckPacket(subscribe.PacketId, [.. lines.Select(line => line.Reason)]));
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Reason > ReasonCode.GrantedQos2)
                continue;
            string filter = subscribe.Subscriptions[i].Filter;
            if (lines[i].WantsRetained)
                _server.Endpoint.OfferRetained(session, filter, lines[i].Reason == ReasonCode.GrantedQos1 ? 1 : 0);
            await _server.Handler.SubscribedAsync(session, filter, CancellationToken.None);
        }
    }

    private Granted Grant(MqttSession session, Subscription asked)
    {
        if (TopicRules.IsShared(asked.Filter))
            return new Granted(ReasonCode.SharedSubscriptionsNotSupported);
        if (!TopicRules.IsFilter(asked.Filter))
            return new Granted(ReasonCode.TopicFilterInvalid);
        if (!_server.Handler.MaySubscribe(session, asked.Filter))
            return new Granted(ReasonCode.NotAuthorized);
        int qos = Math.Min(asked.Qos, 1);
        if (!_server.Endpoint.TrySubscribe(session, asked with { Qos = qos }, out bool isNew))
            return new Granted(ReasonCode.QuotaExceeded);
        bool wantsRetained = asked.RetainHandling == RetainHandling.SendAlways || (asked.RetainHandling == RetainHandling.SendIfNew && isNew);
        return new Granted(qos == 1 ? ReasonCode.GrantedQos1 : ReasonCode.Success, wantsRetained);
    }

    private readonly record struct Granted(ReasonCode Reason, bool WantsRetained = false);

    private void SayGoodbye(MqttSession session, DisconnectPacket disconnect)
    {
        if (disconnect.Properties?.SessionExpirySeconds is { } seconds)
        {
            if (seconds > 0 && session.ExpirySeconds == 0)
                throw new MqttProtocolException(ReasonCode.ProtocolError, "DISCONNECT lengthens a session that CONNECT declared to end.");
            session.ExpirySeconds = Math.Min(seconds, (uint)_server.Options.MaximumSessionExpirySeconds);
        }

        Close(disconnect.Reason == ReasonCode.Success ? ReasonCode.Success : ReasonCode.DisconnectWithWill);
    }

    private async ValueTask AnswerAsync(Packet packet)
    {
        if (!_sender.TrySend(Outgoing.Of(packet)))
            await _sender.SendAsync(Outgoing.Of(packet), _closing.Token);
    }
}
