using System.Text;

namespace GreenPow.Mqtt.Tests;

public sealed class SessionTests
{
    private static readonly ReadOnlyMemory<byte> Payload = Encoding.UTF8.GetBytes("x");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_is_told_what_is_offered()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await broker.ConnectAsync("");
        MqttProperties told = client.ConnAck.Properties!;
        Assert.Equal((byte)1, told.MaximumQos);
        Assert.Equal((byte)0, told.SharedSubscriptionAvailable);
        Assert.Equal((byte)0, told.SubscriptionIdentifiersAvailable);
        Assert.Equal((byte)1, told.WildcardSubscriptionAvailable);
        Assert.Equal(65_536u, told.MaximumPacketBytes);
        Assert.Equal((ushort)256, told.ReceiveMaximum);
        Assert.Equal((ushort)0, told.TopicAliasMaximum);
        Assert.StartsWith("auto-", told.AssignedClientId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V5)]
    public async Task A_refused_login_hears_why(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.OnConnect = _ => ConnectVerdict.Refuse(ReasonCode.BadUserNameOrPassword, "The counter 7 was used.");
        using TestClient client = await broker.ConnectAsync("device", version);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, client.ConnAck.Reason);
        Assert.Equal(version == ProtocolVersion.V5 ? "The counter 7 was used." : null, client.ConnAck.Properties?.ReasonString);
        Assert.Null(await client.ReceiveAsync());
        Assert.Empty(broker.Handler.Events);
    }

    [Fact]
    public async Task The_newer_connection_of_a_client_id_ends_the_older()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient older = await broker.ConnectAsync("device");
        using TestClient newer = await broker.ConnectAsync("device");
        Assert.Equal(ReasonCode.SessionTakenOver, (await older.ReceiveAsync<DisconnectPacket>()).Reason);
        Assert.Null(await older.ReceiveAsync());
        Assert.Equal(["connected device", "disconnected device SessionTakenOver", "connected device"], broker.Handler.Events);
        await newer.SendAsync(PingReqPacket.Instance);
        Assert.IsType<PingRespPacket>(await newer.ReceiveAsync());
    }

    [Fact]
    public async Task The_will_of_the_older_connection_is_out_before_the_newer_is_in()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var connect = new ConnectPacket(ProtocolVersion.V5, "device", true, 60, Will: new Will("device/status", new byte[] { 0 }, 1, Retain: true));
        using TestClient older = await TestClient.ConnectAsync(broker.Port, connect);
        using TestClient newer = await TestClient.ConnectAsync(broker.Port, connect);
        Assert.Equal([0], broker.Endpoint.Retained("device/status")!.Value.ToArray());
        Assert.True(Assert.Single(broker.Handler.Published).IsWill);
    }

    [Fact]
    public async Task A_clean_disconnect_leaves_no_will()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await WithWillAsync(broker, delaySeconds: 0);
        await client.SendAsync(new DisconnectPacket());
        Assert.Empty(await client.ReceiveToEndAsync());
        Assert.Empty(broker.Handler.Published);
    }

    [Fact]
    public async Task What_a_client_says_last_before_it_closes_is_heard()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        Packet[] last = [.. Enumerable.Range(0, 500).Select(_ => new PublishPacket("a", Payload)), new DisconnectPacket()];
        for (int round = 1; round <= 20; round++)
        {
            using (TestClient client = await WithWillAsync(broker, delaySeconds: 0))
                await client.SendAsync(last);
            while (broker.Handler.Events.Count(text => text.StartsWith("disconnected", StringComparison.Ordinal)) < round)
                await Task.Yield();
        }

        Assert.Equal(20 * 500, broker.Handler.Published.Count);
        Assert.DoesNotContain(broker.Handler.Published, publish => publish.IsWill);
    }

    [Fact]
    public async Task A_disconnect_with_will_leaves_it()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await WithWillAsync(broker, delaySeconds: 0);
        await client.SendAsync(new DisconnectPacket(ReasonCode.DisconnectWithWill));
        Assert.Empty(await client.ReceiveToEndAsync());
        Assert.True(Assert.Single(broker.Handler.Published).IsWill);
    }

    [Fact]
    public async Task A_delayed_will_waits_and_a_return_takes_it_back()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient first = await WithWillAsync(broker, delaySeconds: 30);
        await first.SendAsync(new DisconnectPacket(ReasonCode.DisconnectWithWill));
        await first.ReceiveToEndAsync();
        broker.Time.Advance(TimeSpan.FromSeconds(29));
        await broker.Server.SweepAsync();
        Assert.Empty(broker.Handler.Published);

        using TestClient second = await WithWillAsync(broker, delaySeconds: 30);
        Assert.True(second.ConnAck.SessionPresent);
        broker.Time.Advance(TimeSpan.FromSeconds(2));
        await broker.Server.SweepAsync();
        Assert.Empty(broker.Handler.Published);

        await second.SendAsync(new DisconnectPacket(ReasonCode.DisconnectWithWill));
        await second.ReceiveToEndAsync();
        broker.Time.Advance(TimeSpan.FromSeconds(31));
        await broker.Server.SweepAsync();
        Assert.True(Assert.Single(broker.Handler.Published).IsWill);
    }

    [Fact]
    public async Task Silence_of_one_and_a_half_keep_alives_ends_the_connection_and_leaves_the_will()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await WithWillAsync(broker, delaySeconds: 0);
        broker.Time.Advance(TimeSpan.FromSeconds(90));
        await broker.Server.SweepAsync();
        Assert.Equal(1, broker.Endpoint.ConnectionCount);
        broker.Time.Advance(TimeSpan.FromSeconds(1));
        await broker.Server.SweepAsync();
        Assert.Equal(ReasonCode.KeepAliveTimeout, (await client.ReceiveAsync<DisconnectPacket>()).Reason);
        Assert.True(Assert.Single(broker.Handler.Published).IsWill);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed_after_ten_seconds()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient silent = await TestClient.OpenAsync(broker.Port);
        while (broker.Endpoint.ConnectionCount == 0)
            await Task.Yield();
        broker.Time.Advance(TimeSpan.FromSeconds(11));
        await broker.Server.SweepAsync();
        Assert.Null(await silent.ReceiveAsync());
    }

    [Fact]
    public async Task A_login_that_nobody_judges_ends_after_ten_seconds()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var asked = new TaskCompletionSource();
        broker.Handler.OnConnectAsync = async cancellation =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return ConnectVerdict.Accept();
        };
        using TestClient client = await TestClient.OpenAsync(broker.Port);
        await client.SendAsync(new ConnectPacket(ProtocolVersion.V311, "device", CleanStart: true, KeepAliveSeconds: 60));
        await asked.Task;
        broker.Time.Advance(TimeSpan.FromSeconds(11));
        await broker.Server.SweepAsync();
        Assert.Null(await client.ReceiveAsync());
        while (broker.Endpoint.ConnectionCount > 0)
            await Task.Yield();
        Assert.Equal(0, broker.Endpoint.SessionCount);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V5)]
    public async Task A_kept_session_gets_what_came_while_it_was_away(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient before = await KeptAsync(broker, version);
        await before.SubscribeAsync(new Subscription("work", 1));
        await before.SendAsync(new DisconnectPacket());
        await before.ReceiveToEndAsync();

        await broker.Endpoint.PublishAsync("work", Payload, 1, retain: false, Ct);

        using TestClient after = await KeptAsync(broker, version);
        Assert.True(after.ConnAck.SessionPresent);
        Assert.Equal("work", (await after.ReceiveAsync<PublishPacket>()).Topic);
    }

    [Fact]
    public async Task A_message_without_acknowledgement_comes_again_marked_as_duplicate()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient before = await KeptAsync(broker, ProtocolVersion.V5);
        await before.SubscribeAsync(new Subscription("work", 1));
        await broker.Endpoint.PublishAsync("work", Payload, 1, retain: false, Ct);
        PublishPacket first = await before.ReceiveAsync<PublishPacket>();
        Assert.False(first.Duplicate);

        using TestClient after = await KeptAsync(broker, ProtocolVersion.V5);
        PublishPacket again = await after.ReceiveAsync<PublishPacket>();
        Assert.True(again.Duplicate);
        Assert.Equal(first.PacketId, again.PacketId);
    }

    [Fact]
    public async Task A_session_ends_when_its_time_is_over()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient before = await KeptAsync(broker, ProtocolVersion.V5);
        await before.SendAsync(new DisconnectPacket());
        await before.ReceiveToEndAsync();
        broker.Time.Advance(TimeSpan.FromSeconds(601));
        await broker.Server.SweepAsync();
        Assert.Equal(0, broker.Endpoint.SessionCount);
        using TestClient after = await KeptAsync(broker, ProtocolVersion.V5);
        Assert.False(after.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task A_session_that_is_away_too_long_for_its_queue_ends_instead_of_losing_one()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options => options.MaximumQueued = 2);
        using TestClient before = await KeptAsync(broker, ProtocolVersion.V5);
        await before.SubscribeAsync(new Subscription("work", 1));
        await before.SendAsync(new DisconnectPacket());
        await before.ReceiveToEndAsync();
        for (int i = 0; i < 3; i++)
            await broker.Endpoint.PublishAsync("work", Payload, 1, retain: false, Ct);
        using TestClient after = await KeptAsync(broker, ProtocolVersion.V5);
        Assert.False(after.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task More_publishes_at_once_than_allowed_end_the_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options => options.ReceiveMaximum = 2);
        var never = new TaskCompletionSource<PublishVerdict>();
        broker.Handler.OnPublish = _ => new(never.Task);
        using TestClient client = await broker.ConnectAsync("device");
        await client.SendAsync([.. Enumerable.Range(1, 3).Select(id => new PublishPacket("a", Payload, 1, PacketId: (ushort)id))]);
        // The first two are not decided before the third is read.
        await broker.ToldAsync("without PUBACK");
        never.SetResult(PublishVerdict.Consume);
        List<Packet> heard = await client.ReceiveToEndAsync();
        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, heard.OfType<DisconnectPacket>().Single().Reason);
    }

    [Fact]
    public async Task One_client_more_than_allowed_is_turned_away()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options => options.MaximumConnections = 1);
        using TestClient first = await broker.ConnectAsync("first");
        using TestClient second = await TestClient.OpenAsync(broker.Port);
        Assert.Null(await second.ReceiveAsync());
    }

    [Fact]
    public async Task A_foreign_protocol_level_hears_so()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await TestClient.OpenAsync(broker.Port);
        await client.SendAsync(Convert.FromHexString("100C00064D514973647003020000" + "0000"));
        Assert.Equal(ReasonCode.UnsupportedProtocolVersion, (await client.ReceiveAsync<ConnAckPacket>()).Reason);
    }

    [Fact]
    public async Task Qos_2_and_shared_subscriptions_are_refused_by_name()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient client = await broker.ConnectAsync("device");
        SubAckPacket answer = await client.SubscribeAsync(new Subscription("a", 2), new Subscription("$share/g/a", 1), new Subscription("a#", 0));
        Assert.Equal([ReasonCode.GrantedQos1, ReasonCode.SharedSubscriptionsNotSupported, ReasonCode.TopicFilterInvalid], answer.Reasons);
        await client.SendAsync(new PublishPacket("a", Payload, 2, PacketId: 1));
        Assert.Equal(ReasonCode.QosNotSupported, (await client.ReceiveAsync<DisconnectPacket>()).Reason);
    }

    [Fact]
    public async Task Retained_messages_come_as_the_subscription_asks()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await broker.Endpoint.PublishAsync("work", Payload, 1, retain: true, Ct);
        using TestClient client = await broker.ConnectAsync("device");
        await client.SubscribeAsync(new Subscription("work", 1, RetainHandling: RetainHandling.SendNever));
        await client.SubscribeAsync(new Subscription("work", 1, RetainHandling: RetainHandling.SendIfNew));
        await client.SendAsync(PingReqPacket.Instance);
        Assert.IsType<PingRespPacket>(await client.ReceiveAsync());
        await client.SubscribeAsync(new Subscription("work", 1));
        Assert.True((await client.ReceiveAsync<PublishPacket>()).Retain);

        await broker.Endpoint.PublishAsync("work", default, 1, retain: true, Ct);
        Assert.Null(broker.Endpoint.Retained("work"));
    }

    private static Task<TestClient> WithWillAsync(TestBroker broker, uint delaySeconds)
    {
        var will = new Will("status", new byte[] { 0 }, 1, Retain: true, new MqttProperties { WillDelaySeconds = delaySeconds });
        var properties = new MqttProperties { SessionExpirySeconds = 600 };
        return TestClient.ConnectAsync(broker.Port, new ConnectPacket(ProtocolVersion.V5, "device", CleanStart: false, 60, Will: will, Properties: properties));
    }

    private static Task<TestClient> KeptAsync(TestBroker broker, ProtocolVersion version)
    {
        MqttProperties? properties = version == ProtocolVersion.V5 ? new MqttProperties { SessionExpirySeconds = 600 } : null;
        return TestClient.ConnectAsync(broker.Port, new ConnectPacket(version, "device", CleanStart: false, 60, Properties: properties));
    }
}
