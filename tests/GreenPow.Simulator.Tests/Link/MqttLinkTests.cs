using System.Net;
using System.Net.Sockets;
using GreenPow.Core;
using GreenPow.Simulator.Link;

namespace GreenPow.Simulator.Tests.Link;

/// <summary>The client against the bytes of the MQTT 3.1.1 standard, over a real socket.</summary>
public sealed class MqttLinkTests : IDisposable
{
    private readonly TcpListener broker = new(IPAddress.Loopback, 0);
    private readonly MqttLink link;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public MqttLinkTests()
    {
        broker.Start();
        link = new MqttLink("127.0.0.1", ((IPEndPoint)broker.LocalEndpoint).Port, TimeProvider.System);
    }

    public void Dispose()
    {
        link.Dispose();
        broker.Dispose();
    }

    [Fact]
    public async Task CONNECT_carries_id_will_user_and_password()
    {
        using var peer = await ConnectAsync(accept: false);
        var packet = await ReadPacketAsync(peer);
        Assert.Equal(
            [0x10, 33, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 0xEE, 0, 60, 0, 2, (byte)'a', (byte)'b', 0, 3, (byte)'w', (byte)'/', (byte)'t', 0, 1, 0, 0, 2, (byte)'a', (byte)'b', 0, 5, (byte)'p', (byte)'a', (byte)'s', (byte)'s', (byte)'w'],
            packet);
    }

    [Fact]
    public async Task A_publication_is_acknowledged_by_its_token()
    {
        using var peer = await ConnectAsync();
        var token = link.Publish("t", [1, 2, 3], 2, qos: 1, retain: true);
        Assert.True(token > 0);
        Assert.Equal([0x33, 7, 0, 1, (byte)'t', (byte)(token >> 8), (byte)token, 1, 2], await ReadPacketAsync(peer));
        Assert.Equal(0, link.TakeAcknowledgement());
        await peer.WriteAsync(new byte[] { 0x40, 2, (byte)(token >> 8), (byte)token }, cancellation);
        Assert.Equal(token, await UntilAsync(link.TakeAcknowledgement, taken => taken != 0));
    }

    [Fact]
    public async Task A_message_arrives_with_its_topic_and_is_acknowledged()
    {
        using var peer = await ConnectAsync();
        link.Subscribe("x");
        var subscription = await ReadPacketAsync(peer);
        Assert.Equal([0x82, 6], subscription[..2]);
        Assert.Equal([0, 1, (byte)'x', 1], subscription[4..]);
        // 200 bytes of payload need a remaining length of two bytes: 205 = CD 01.
        await peer.WriteAsync(new byte[] { 0x32, 0xCD, 0x01, 0, 1, (byte)'x', 0, 9 }.Concat(new byte[200]).ToArray(), cancellation);
        var message = await UntilAsync(link.TakeMessage, taken => taken is not null);
        Assert.Equal("x", message!.Topic);
        Assert.Equal(200, message.Payload.Length);
        Assert.Equal([0x40, 2, 0, 9], await ReadPacketAsync(peer));
    }

    [Fact]
    public async Task A_refused_login_brings_the_link_down_and_says_so()
    {
        using var peer = await ConnectAsync(accept: false);
        await ReadPacketAsync(peer);
        await peer.WriteAsync(new byte[] { 0x20, 2, 0, 5 }, cancellation);
        await UntilAsync(() => link.State, state => state == LinkState.Down);
        Assert.Contains("return code 5", link.Fault, StringComparison.Ordinal);
        Assert.Equal(0, link.Publish("t", [1], 1, 1, false));
    }

    [Fact]
    public async Task A_broken_connection_forgets_its_tokens_and_another_can_be_made()
    {
        var peer = await ConnectAsync();
        link.Publish("t", [1], 1, 1, false);
        peer.Dispose();
        await UntilAsync(() => link.State, state => state == LinkState.Down);
        Assert.Equal(0, link.TakeAcknowledgement());
        using var again = await ConnectAsync();
        Assert.True(link.Publish("t", [1], 1, 1, false) > 0);
    }

    [Fact]
    public async Task Closing_says_DISCONNECT_so_that_no_will_is_sent()
    {
        using var peer = await ConnectAsync();
        link.Close();
        Assert.Equal(LinkState.Down, link.State);
        Assert.Equal([0xE0, 0], await ReadPacketAsync(peer));
    }

    private async Task<NetworkStream> ConnectAsync(bool accept = true)
    {
        link.Connect(new LinkLogin { DeviceId = "ab", Password = "passw", WillTopic = "w/t", WillPayload = [0] });
        var peer = (await broker.AcceptTcpClientAsync(cancellation)).GetStream();
        if (!accept)
            return peer;
        await ReadPacketAsync(peer);
        await peer.WriteAsync(new byte[] { 0x20, 2, 0, 0 }, cancellation);
        await UntilAsync(() => link.State, state => state == LinkState.Up);
        return peer;
    }

    /// <summary>Only packets below 128 bytes come from the client here.</summary>
    private async Task<byte[]> ReadPacketAsync(NetworkStream peer)
    {
        var head = new byte[2];
        await peer.ReadExactlyAsync(head, cancellation);
        var body = new byte[head[1]];
        await peer.ReadExactlyAsync(body, cancellation);
        return [.. head, .. body];
    }

    // The link is polled by design; the socket decides when, so the test yields instead of waiting for a time.
    private async Task<T> UntilAsync<T>(Func<T> poll, Func<T, bool> done)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (poll() is var value && done(value))
                return value;
            await Task.Yield();
        }
    }
}
