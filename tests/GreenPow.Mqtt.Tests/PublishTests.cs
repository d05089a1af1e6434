using System.Text;

namespace GreenPow.Mqtt.Tests;

public sealed class PublishTests
{
    private static readonly ReadOnlyMemory<byte> Payload = Encoding.UTF8.GetBytes("412 W");

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V5)]
    public async Task A_subscriber_gets_what_another_client_publishes(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient reader = await broker.ConnectAsync("reader", version);
        using TestClient writer = await broker.ConnectAsync("writer", version);
        Assert.Equal([ReasonCode.GrantedQos1], (await reader.SubscribeAsync(new Subscription("site/+/power", 1))).Reasons);

        await writer.SendAsync(new PublishPacket("site/7/power", Payload, Qos: 1, PacketId: 9));

        Assert.Equal(9, (await writer.ReceiveAsync<PubAckPacket>()).PacketId);
        PublishPacket got = await reader.ReceiveAsync<PublishPacket>();
        Assert.Equal("site/7/power", got.Topic);
        Assert.Equal(Payload.ToArray(), got.Payload.ToArray());
        Assert.Equal(1, got.Qos);
    }

    [Fact]
    public async Task No_acknowledgement_comes_before_the_handler_is_done_and_their_order_is_kept()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var gates = new Dictionary<string, TaskCompletionSource<PublishVerdict>> { ["a"] = new(), ["b"] = new(), ["c"] = new() };
        var allIn = new TaskCompletionSource();
        broker.Handler.OnPublish = publish =>
        {
            if (publish.Topic == "c")
                allIn.SetResult();
            return new(gates[publish.Topic].Task);
        };
        using TestClient client = await broker.ConnectAsync("device");
        await client.SendAsync(
            new PublishPacket("a", Payload, 1, PacketId: 1), new PublishPacket("b", Payload, 1, PacketId: 2), new PublishPacket("c", Payload, 1, PacketId: 3));

        await allIn.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        gates["c"].SetResult(PublishVerdict.Consume);
        gates["b"].SetResult(PublishVerdict.Refuse(ReasonCode.PayloadFormatInvalid));
        await client.SendAsync(PingReqPacket.Instance);
        Assert.IsType<PingRespPacket>(await client.ReceiveAsync());
        gates["a"].SetResult(PublishVerdict.Consume);

        Assert.Equal((1, ReasonCode.Success), Told(await client.ReceiveAsync<PubAckPacket>()));
        Assert.Equal((2, ReasonCode.PayloadFormatInvalid), Told(await client.ReceiveAsync<PubAckPacket>()));
        Assert.Equal((3, ReasonCode.Success), Told(await client.ReceiveAsync<PubAckPacket>()));
    }

    [Fact]
    public async Task A_handler_that_fails_gets_no_acknowledgement_sent_for_it_nor_for_what_came_after()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.OnPublish = publish => publish.Topic == "bad"
            ? ValueTask.FromException<PublishVerdict>(new IOException("The disk is full."))
            : ValueTask.FromResult(PublishVerdict.Consume);
        using TestClient client = await broker.ConnectAsync("device");

        await client.SendAsync(new PublishPacket("bad", Payload, 1, PacketId: 1), new PublishPacket("good", Payload, 1, PacketId: 2));

        List<Packet> heard = await client.ReceiveToEndAsync();
        Assert.Equal(ReasonCode.ImplementationSpecificError, Assert.IsType<DisconnectPacket>(Assert.Single(heard)).Reason);
    }

    private static (int, ReasonCode) Told(PubAckPacket ack) => (ack.PacketId, ack.Reason);

    [Fact]
    public async Task The_handler_hears_what_a_client_has_acknowledged_and_not_what_it_refused()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await broker.ConnectAsync("device");
        await client.SubscribeAsync(new Subscription("command", 1));
        for (int length = 1; length <= 2; length++)
            await broker.Endpoint.PublishAsync("command", new byte[length], 1, retain: false, TestContext.Current.CancellationToken);
        PublishPacket first = await client.ReceiveAsync<PublishPacket>(), second = await client.ReceiveAsync<PublishPacket>();
        await client.SendAsync(new PubAckPacket(first.PacketId, ReasonCode.ImplementationSpecificError), new PubAckPacket(second.PacketId), PingReqPacket.Instance);
        Assert.IsType<PingRespPacket>(await client.ReceiveAsync());
        Assert.Equal(["device command 2"], broker.Handler.Acknowledged);
    }
}
