using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt;

/// <summary>
/// The publishes of one connection that are with the handler: many at once, completed in the order of their arrival,
/// never more than the receive maximum.
/// </summary>
internal sealed class InboundPublishes(MqttServer server, MqttConnection connection, PacketSender sender)
{
    // Wait: what is counted is never dropped; the connection is read no further until there is room.
    private readonly Channel<Pending> _pending = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(server.Options.ReceiveMaximum) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private int _unacknowledged;

    private readonly record struct Pending(MqttSession Session, PublishPacket Packet, ValueTask<PublishVerdict> Verdict);

    /// <summary>Hands one message to the handler; waits while the window is full.</summary>
    public ValueTask AddAsync(MqttSession session, PublishPacket packet)
    {
        if (packet.Qos == 2)
            throw new MqttProtocolException(ReasonCode.QosNotSupported, "PUBLISH of QoS 2; the maximum is 1.");
        if (packet.Qos == 1 && Interlocked.Increment(ref _unacknowledged) > server.Options.ReceiveMaximum && session.Version == ProtocolVersion.V5)
            throw new MqttProtocolException(ReasonCode.ReceiveMaximumExceeded, $"More than {server.Options.ReceiveMaximum} publishes without PUBACK.");
        ValueTask<PublishVerdict> verdict = server.AskAsync(session, packet, isWill: false);
        return _pending.Writer.WriteAsync(new Pending(session, packet, verdict), CancellationToken.None);
    }

    public void Complete() => _pending.Writer.Complete();

    /// <summary>Ends after <see cref="Complete"/> when every message has been handled, whether or not the client is still there to hear it.</summary>
    public async Task RunAsync(CancellationToken closing)
    {
        bool failed = false;
        await foreach (Pending pending in _pending.Reader.ReadAllAsync(CancellationToken.None))
        {
            PublishVerdict verdict;
            try
            {
                verdict = await pending.Verdict;
            }
#pragma warning disable CA1031 // The one place where a failing handler is caught: the message stays unacknowledged, so the client keeps it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                server.Logger.LogError(e, "A message of {ClientId} on {Topic} could not be taken", pending.Session.ClientId, pending.Packet.Topic);
                connection.Close(ReasonCode.ImplementationSpecificError);
                failed = true;
                continue;
            }

            // An acknowledgement must not overtake the missing one of an earlier message.
            if (!failed)
                await FinishAsync(pending, verdict, closing);
        }
    }

    private async ValueTask FinishAsync(Pending pending, PublishVerdict verdict, CancellationToken closing)
    {
        ReasonCode reason = verdict.Reason;
        if (verdict.Deliver && !server.Deliver(pending.Session, pending.Packet))
            reason = ReasonCode.QuotaExceeded;
        bool isRefused = reason >= ReasonCode.UnspecifiedError;
        if (isRefused && (pending.Session.Version == ProtocolVersion.V311 || pending.Packet.Qos == 0))
        {
            connection.Close(reason);
            return;
        }

        if (pending.Packet.Qos == 0)
            return;
        Interlocked.Decrement(ref _unacknowledged);
        if (closing.IsCancellationRequested)
            return;
        Outgoing answer = isRefused ? Outgoing.Of(new PubAckPacket(pending.Packet.PacketId, reason)) : Outgoing.PubAck(pending.Packet.PacketId);
        if (sender.TrySend(answer))
            return;
        try
        {
            await sender.SendAsync(answer, closing);
        }
        catch (OperationCanceledException)
        {
            // The connection is closing; the client will send the message again and the handler knows it already.
        }
        catch (ChannelClosedException)
        {
            // As above.
        }
    }
}
