using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using GreenPow.Core;
using GreenPow.VirtualHardware.Network;

namespace GreenPow.Simulator.Link;

/// <summary>One TCP connection from CONNECT to its end; a new connection is a new conversation, so no token or message outlives its own.</summary>
internal sealed class MqttConversation : IDisposable
{
    private const int KeepAliveSeconds = 60;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Refused when full (the caller gets 0 and comes again): reports wait in flash, not here.
    private readonly Channel<byte[]> outgoing = System.Threading.Channels.Channel.CreateBounded<byte[]>(64);
    private readonly ConcurrentQueue<int> acknowledged = new();
    private readonly ConcurrentQueue<LinkMessage> received = new();
    private readonly CancellationTokenSource ended = new();
    private readonly TimeProvider time;
    private int state = LinkState.Connecting;
    private int lastPacketId;
    private long lastReceivedAt;

    public MqttConversation(TimeProvider time) => this.time = time;

    public byte State => (byte)Volatile.Read(ref state);

    /// <summary>Why it ended, in words; null while it lasts or when it was closed here.</summary>
    public string? Fault { get; private set; }

    /// <summary>The same as one of <see cref="LinkFault"/>.</summary>
    public byte FaultCode { get; private set; }

    public int Publish(string topic, ReadOnlySpan<byte> payload, byte qos, bool retain)
    {
        var packetId = NextPacketId();
        return State == LinkState.Up && outgoing.Writer.TryWrite(MqttPacket.Publication((ushort)packetId, topic, payload.ToArray(), qos, retain)) ? packetId : 0;
    }

    public void Subscribe(string topic)
    {
        if (!outgoing.Writer.TryWrite(MqttPacket.Subscribe((ushort)NextPacketId(), [topic], [1])))
            End("The outgoing queue was full when a subscription was asked for.");
    }

    public int TakeAcknowledgement() => State == LinkState.Up && acknowledged.TryDequeue(out var packetId) ? packetId : 0;

    public LinkMessage? TakeMessage() => State == LinkState.Up && received.TryDequeue(out var message) ? message : null;

    /// <summary>Lets the queue drain behind a DISCONNECT, so that the broker sends no will.</summary>
    public void Close()
    {
        outgoing.Writer.TryWrite(MqttPacket.Disconnect);
        outgoing.Writer.TryComplete();
        Volatile.Write(ref state, LinkState.Down);
    }

    public void Dispose() => ended.Cancel();

    public async Task RunAsync(string host, int port, LinkLogin login)
    {
        try
        {
            using var client = new TcpClient { NoDelay = true };
            using (var connecting = CancellationTokenSource.CreateLinkedTokenSource(ended.Token))
            {
                connecting.CancelAfter(ConnectTimeout);
                await client.ConnectAsync(host, port, connecting.Token);
            }
            var stream = client.GetStream();
            await stream.WriteAsync(MqttPacket.Connect(new MqttConnect(
                login.DeviceId, login.DeviceId, login.Password, login.WillTopic, login.WillPayload, WillQos: 1, WillRetain: true, CleanSession: true, KeepAliveSeconds)), ended.Token);
            lastReceivedAt = time.GetTimestamp();
            await await Task.WhenAny(ReadAsync(stream), WriteAsync(stream), KeepAliveAsync());
            End(null);
        }
        catch (RefusedException refused)
        {
            End(refused.Message, LinkFault.LoginRefused);
        }
        catch (TimeoutException silent)
        {
            End(silent.Message, LinkFault.Silent);
        }
        catch (Exception broken) when (broken is IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            // A conversation that was closed here ends by cancellation: that is nobody's fault.
            End(broken.Message, State == LinkState.Down ? LinkFault.None : LinkFault.Unreachable);
        }
    }

    private async Task WriteAsync(NetworkStream stream)
    {
        await foreach (var packet in outgoing.Reader.ReadAllAsync(ended.Token))
            await stream.WriteAsync(packet, ended.Token);
    }

    private async Task KeepAliveAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(KeepAliveSeconds / 3), time);
        while (await timer.WaitForNextTickAsync(ended.Token))
        {
            if (time.GetElapsedTime(lastReceivedAt).TotalSeconds > KeepAliveSeconds)
                throw new TimeoutException($"The broker has been silent for more than {KeepAliveSeconds} s.");
            outgoing.Writer.TryWrite(MqttPacket.PingReq);
        }
    }

    private async Task ReadAsync(NetworkStream stream)
    {
        var buffered = new BufferedStream(stream, 16 * 1024);
        var head = new byte[1];
        while (true)
        {
            await buffered.ReadExactlyAsync(head, ended.Token);
            var first = head[0];
            var body = new byte[await ReadLengthAsync(buffered, head)];
            await buffered.ReadExactlyAsync(body, ended.Token);
            lastReceivedAt = time.GetTimestamp();
            Take(first, body);
        }
    }

    private async Task<int> ReadLengthAsync(BufferedStream stream, byte[] head)
    {
        var length = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            await stream.ReadExactlyAsync(head, ended.Token);
            length |= (head[0] & 0x7F) << shift;
            if ((head[0] & 0x80) == 0)
                return length <= MqttPacket.LargestPacketBytes ? length : throw new InvalidDataException($"The broker sent a packet of {length} bytes, above {MqttPacket.LargestPacketBytes}.");
        }
        throw new InvalidDataException("The broker sent a packet length of more than four bytes.");
    }

    private void Take(byte first, byte[] body)
    {
        switch (first & 0xF0)
        {
            case MqttPacket.ConnAck when body.Length >= 2 && body[1] == 0:
                // Not when it was closed meanwhile: down is the end of a conversation.
                Interlocked.CompareExchange(ref state, LinkState.Up, LinkState.Connecting);
                break;
            case MqttPacket.ConnAck:
                throw new RefusedException($"The broker refused the login with return code {(body.Length < 2 ? -1 : body[1])}.");
            case MqttPacket.Publish:
                var (topic, packetId, payload) = MqttPacket.ReadPublication(first, body);
                received.Enqueue(new LinkMessage { Topic = topic, Payload = payload });
                if (packetId != 0)
                    outgoing.Writer.TryWrite(MqttPacket.Acknowledge(packetId));
                break;
            case MqttPacket.PubAck when body.Length >= 2:
                acknowledged.Enqueue(BinaryPrimitives.ReadUInt16BigEndian(body));
                break;
            case MqttPacket.SubAck when body.Length >= 3 && body[2] == 0x80:
                throw new RefusedException("The broker refused a subscription.");
        }
    }

    private void End(string? fault, byte code = LinkFault.None)
    {
        if (Fault is null)
            (Fault, FaultCode) = (fault, code);
        Volatile.Write(ref state, LinkState.Down);
        ended.Cancel();
    }

#pragma warning disable CA1032 // Only ever thrown here.
    private sealed class RefusedException(string message) : Exception(message);
#pragma warning restore CA1032

    // 1 to 65535; the window of unacknowledged publications is far smaller, so none is used twice at once.
    private int NextPacketId() => lastPacketId = lastPacketId % 65_535 + 1;
}
