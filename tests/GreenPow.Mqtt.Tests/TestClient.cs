using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace GreenPow.Mqtt.Tests;

/// <summary>A client that does nothing by itself: it sends what it is told and shows every packet that comes.</summary>
internal sealed class TestClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TcpClient _tcp = new();
    private readonly PacketEncoder _encoder = new();
    private readonly PacketDecoder _decoder = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly byte[] _chunk = new byte[65_536];
    private readonly List<byte> _received = [];
    private ushort _packetId;

    public ConnAckPacket ConnAck { get; private set; } = null!;

    public static async Task<TestClient> OpenAsync(int port)
    {
        var client = new TestClient();
        await client._tcp.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    public static async Task<TestClient> ConnectAsync(int port, ConnectPacket connect)
    {
        TestClient client = await OpenAsync(port);
        client._decoder.Version = connect.Version;
        await client.SendAsync(connect);
        client.ConnAck = await client.ReceiveAsync<ConnAckPacket>();
        return client;
    }

    public async Task SendAsync(params Packet[] packets)
    {
        _output.ResetWrittenCount();
        foreach (Packet packet in packets)
            _encoder.Encode(_output, packet);
        await SendAsync(_output.WrittenMemory);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _tcp.GetStream().WriteAsync(bytes);

    public async Task<SubAckPacket> SubscribeAsync(params Subscription[] subscriptions)
    {
        await SendAsync(new SubscribePacket(++_packetId, subscriptions));
        return await ReceiveAsync<SubAckPacket>();
    }

    /// <summary>The next packet, which must be a T.</summary>
    public async Task<T> ReceiveAsync<T>()
        where T : Packet => Assert.IsType<T>(await ReceiveAsync());

    /// <summary>The next packet, or null when the server has closed the connection.</summary>
    public async Task<Packet?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        for (; ; )
        {
            var buffer = new ReadOnlySequence<byte>(_received.ToArray());
            if (PacketFraming.TryRead(ref buffer, int.MaxValue, out byte first, out ReadOnlySequence<byte> body))
            {
                Packet packet = _decoder.Decode(first, body);
                _received.RemoveRange(0, _received.Count - (int)buffer.Length);
                return packet;
            }

            int read;
            try
            {
                read = await _tcp.GetStream().ReadAsync(_chunk, patience.Token);
            }
            catch (IOException)
            {
                return null;
            }

            if (read == 0)
                return null;
            _received.AddRange(_chunk.AsSpan(0, read));
        }
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<List<Packet>> ReceiveToEndAsync()
    {
        var packets = new List<Packet>();
        while (await ReceiveAsync() is { } packet)
            packets.Add(packet);
        return packets;
    }

    /// <summary>Goes without a DISCONNECT.</summary>
    public void Vanish() => _tcp.Client.Close(0);

    public void Dispose() => _tcp.Dispose();
}
