namespace GreenPow.Mqtt;

/// <summary>One message for one subscriber, with the QoS and retain flag of that subscription.</summary>
internal readonly record struct Delivery(MqttMessage Message, int Qos, bool Retain, ushort PacketId = 0, bool Duplicate = false);

/// <summary>
/// What waits for one session: QoS 0 drops its oldest, QoS 1 waits until acknowledged, and one too many is an overflow.
/// </summary>
internal sealed class SessionQueue(MqttOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<Delivery> _live = new();
    private readonly Queue<Delivery> _waiting = new();
    private readonly Queue<ushort> _again = new();
    private readonly OrderedDictionary<ushort, Delivery> _inFlight = [];

    // Of those in flight, what the present connection has sent: its receive maximum counts the second sending too (MQTT 5.0, section 3.3.4).
    private readonly HashSet<ushort> _sent = [];
    private int _window = options.SendWindow;
    private object? _owner;
    private ushort _lastPacketId;
    private long _queuedBytes;

    /// <summary>Dropped QoS 0 messages since the session began: a counter.</summary>
    public long DroppedLive { get; private set; }

    /// <summary>False when a QoS 1 message has no room; the session then has to end.</summary>
    public bool TryOffer(Delivery delivery)
    {
        int length = delivery.Message.Payload.Length;
        lock (_lock)
        {
            if (delivery.Qos == 0)
            {
                if (_live.Count == options.MaximumQueuedLive)
                {
                    _live.Dequeue();
                    DroppedLive++;
                }

                _live.Enqueue(delivery);
                return true;
            }

            if (_waiting.Count + _inFlight.Count >= options.MaximumQueued || _queuedBytes + length > options.MaximumQueuedBytes)
                return false;
            _queuedBytes += length;
            _waiting.Enqueue(delivery);
            return true;
        }
    }

    /// <summary>The next message to send: first what a former connection left unacknowledged, then QoS 1, then QoS 0.</summary>
    public bool TryTake(object by, DateTimeOffset now, out Delivery delivery)
    {
        lock (_lock)
        {
            delivery = default;
            if (by != _owner)
                return false;
            while (_sent.Count < _window && _again.TryDequeue(out ushort packetId))
            {
                if (_inFlight.TryGetValue(packetId, out delivery))
                {
                    _sent.Add(packetId);
                    delivery = delivery with { Duplicate = true };
                    return true;
                }
            }

            while (_sent.Count < _window && _waiting.TryDequeue(out delivery))
            {
                if (delivery.Message.IsExpired(now))
                {
                    _queuedBytes -= delivery.Message.Payload.Length;
                    continue;
                }

                delivery = delivery with { PacketId = NextPacketId() };
                _inFlight.Add(delivery.PacketId, delivery);
                _sent.Add(delivery.PacketId);
                return true;
            }

            while (_live.TryDequeue(out delivery))
            {
                if (!delivery.Message.IsExpired(now))
                    return true;
            }

            return false;
        }
    }

    public bool Acknowledge(ushort packetId) => Acknowledge(packetId, out _);

    /// <summary>False when nothing with this packet id is in flight.</summary>
    public bool Acknowledge(ushort packetId, out Delivery delivery)
    {
        lock (_lock)
        {
            if (!_inFlight.Remove(packetId, out delivery))
                return false;
            _sent.Remove(packetId);
            _queuedBytes -= delivery.Message.Payload.Length;
            return true;
        }
    }

    /// <summary>A connection takes over, the former gets nothing more: what is in flight goes out again in its first order, live messages are stale.</summary>
    public void Resume(object owner, int clientReceiveMaximum)
    {
        lock (_lock)
        {
            _owner = owner;
            _window = Math.Min(options.SendWindow, clientReceiveMaximum);
            _live.Clear();
            _again.Clear();
            _sent.Clear();
            foreach (ushort packetId in _inFlight.Keys)
                _again.Enqueue(packetId);
        }
    }

    private ushort NextPacketId()
    {
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (_inFlight.ContainsKey(_lastPacketId));
        return _lastPacketId;
    }
}
