using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace GreenPow.Mqtt;

/// <summary>The only writer of one connection: answers first, then what waits in the session's queue, one flush for many.</summary>
internal sealed class PacketSender(MqttConnection owner, PipeWriter output, TimeProvider time)
{
    private const int FlushBytes = 32 * 1024;

    // Wait: an answer is owed. A client that does not read its answers is not read either.
    private readonly Channel<Outgoing> _outgoing =
        Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(64) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly PacketEncoder _encoder = new();
    private MqttSession? _session;
    private MqttSession? _deliverTo;
    private uint _maximumPacketBytes = uint.MaxValue;

    /// <summary>Says whose messages follow the CONNACK and how the client wants its packets.</summary>
    public void Prepare(MqttSession? session, ProtocolVersion version, uint maximumPacketBytes)
    {
        _session = session;
        _encoder.Version = version;
        _maximumPacketBytes = maximumPacketBytes;
    }

    public ValueTask SendAsync(Outgoing item, CancellationToken cancellationToken) => _outgoing.Writer.WriteAsync(item, cancellationToken);

    /// <summary>No-op when the channel is full: then the loop is running anyway and looks at the queue afterwards.</summary>
    public bool TrySend(Outgoing item) => _outgoing.Writer.TryWrite(item);

    public void Complete() => _outgoing.Writer.TryComplete();

    /// <summary>Ends when completed and everything is written; what a peer that is gone no longer takes is thrown away.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool isTaken = true;
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            while (isTaken && WriteSome() > 0)
                isTaken = await TryFlushAsync(cancellationToken);

            // The reader still has to hear what the peer said last, so nobody may wait for room here.
            while (!isTaken && _outgoing.Reader.TryRead(out _))
            {
            }
        }
    }

    private async ValueTask<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            FlushResult flushed = await output.FlushAsync(cancellationToken);
            return !flushed.IsCompleted && !flushed.IsCanceled;
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or IOException)
        {
            return false;
        }
    }

    private int WriteSome()
    {
        int written = 0;
        while (written < FlushBytes && _outgoing.Reader.TryRead(out Outgoing item))
            written += Write(item);
        while (written < FlushBytes && _deliverTo is { } session && session.Queue.TryTake(owner, time.GetUtcNow(), out Delivery delivery))
            written += Write(session, delivery);
        return written;
    }

    private int Write(Outgoing item)
    {
        if (item.Packet is { } packet)
        {
            if (packet is ConnAckPacket { Reason: ReasonCode.Success })
                _deliverTo = _session;
            int length = _encoder.Encode(output, packet, _maximumPacketBytes);
            return length > 0 || packet is not (ConnAckPacket or DisconnectPacket) ? length : _encoder.Encode(output, WithoutText(packet));
        }

        if (item.Acknowledged == 0)
            return 0;
        Span<byte> ack = output.GetSpan(4);
        ack[0] = (int)PacketType.PubAck << 4;
        ack[1] = 2;
        ack[2] = (byte)(item.Acknowledged >> 8);
        ack[3] = (byte)(item.Acknowledged & 0xFF);
        output.Advance(4);
        return 4;
    }

    private int Write(MqttSession session, Delivery delivery)
    {
        MqttMessage message = delivery.Message;
        var packet = new PublishPacket(
            message.Topic, message.Payload, delivery.Qos, delivery.Retain, delivery.Duplicate, delivery.PacketId, message.PropertiesAt(time.GetUtcNow()));
        int length = _encoder.Encode(output, packet, _maximumPacketBytes);
        if (length > 0)
            return length;

        // Larger than the client said it takes: as if it had been delivered (MQTT 5.0, section 3.1.2.11.4).
        if (delivery.Qos > 0)
            session.Queue.Acknowledge(delivery.PacketId);
        return WriteSome();
    }

    private static Packet WithoutText(Packet packet) => packet switch
    {
        ConnAckPacket { Properties: { } properties } ack => ack with { Properties = Untold(properties) },
        DisconnectPacket disconnect => disconnect with { Properties = null },
        _ => packet,
    };

    private static MqttProperties Untold(MqttProperties properties)
    {
        properties.ReasonString = null;
        return properties;
    }
}
