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
                if (session.Queue.Acknowledge(ack.PacketId))
                    Wake();
                return ValueTask.CompletedTask;
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

    private async ValueTask SubscribeAsync(MqttSession session, SubscribePacket subscribe)
    {
        if (subscribe.Properties?.SubscriptionIdentifier is not null)
            throw new MqttProtocolException(ReasonCode.SubscriptionIdentifiersNotSupported, "SUBSCRIBE has a subscription identifier; they are not offered.");
        List<ReasonCode> reasons = [.. subscribe.Subscriptions.Select(line => Grant(session, line))];
        await AnswerAsync(new SubAckPacket(subscribe.PacketId, reasons));
        for (int i = 0; i < reasons.Count; i++)
        {
            Subscription asked = subscribe.Subscriptions[i];
            if (reasons[i] <= ReasonCode.GrantedQos2)
                await _server.Handler.SubscribedAsync(session, asked.Filter, CancellationToken.None);
        }
    }

    private ReasonCode Grant(MqttSession session, Subscription asked)
    {
        if (TopicRules.IsShared(asked.Filter))
            return ReasonCode.SharedSubscriptionsNotSupported;
        if (!TopicRules.IsFilter(asked.Filter))
            return ReasonCode.TopicFilterInvalid;
        if (!_server.Handler.MaySubscribe(session, asked.Filter))
            return ReasonCode.NotAuthorized;
        int qos = Math.Min(asked.Qos, 1);
        if (!_server.Endpoint.TrySubscribe(session, asked with { Qos = qos }))
            return ReasonCode.QuotaExceeded;
        return qos == 1 ? ReasonCode.GrantedQos1 : ReasonCode.Success;
    }

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
