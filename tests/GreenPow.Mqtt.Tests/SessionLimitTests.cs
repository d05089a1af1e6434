namespace GreenPow.Mqtt.Tests;

/// <summary>What strangers leave behind keeps nobody out.</summary>
public sealed class SessionLimitTests
{
    [Fact]
    public async Task A_full_table_lets_go_of_the_session_that_expires_first()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options => options.MaximumSessions = 3);
        foreach (string clientId in (string[])["first", "second", "third"])
        {
            await LeaveAsync(broker, clientId);
            broker.Time.Advance(TimeSpan.FromSeconds(1));
        }

        using TestClient fourth = await KeptAsync(broker, "fourth");
        Assert.Equal(ReasonCode.Success, fourth.ConnAck.Reason);
        Assert.Equal(3, broker.Endpoint.SessionCount);
        using TestClient second = await KeptAsync(broker, "second");
        Assert.True(second.ConnAck.SessionPresent);
        using TestClient first = await KeptAsync(broker, "first");
        Assert.False(first.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task A_table_full_of_connected_clients_turns_one_more_away()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options => options.MaximumSessions = 1);
        using TestClient first = await KeptAsync(broker, "first");
        using TestClient second = await KeptAsync(broker, "second", ProtocolVersion.V5);
        Assert.Equal(ReasonCode.QuotaExceeded, second.ConnAck.Reason);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V5)]
    public async Task A_session_that_the_handler_keeps_no_longer_than_its_connection_is_gone_with_it(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.OnConnect = _ => ConnectVerdict.Accept() with { EndsWithConnection = true };
        await LeaveAsync(broker, "stranger", version);
        while (broker.Endpoint.ConnectionCount > 0)
            await Task.Yield();
        Assert.Equal(0, broker.Endpoint.SessionCount);
    }

    [Fact]
    public async Task A_client_of_MQTT_5_is_told_that_its_session_ends_with_its_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.OnConnect = _ => ConnectVerdict.Accept() with { EndsWithConnection = true };
        using TestClient stranger = await KeptAsync(broker, "stranger", ProtocolVersion.V5);
        Assert.Equal(0u, stranger.ConnAck.Properties!.SessionExpirySeconds);
    }

    private static async Task LeaveAsync(TestBroker broker, string clientId, ProtocolVersion version = ProtocolVersion.V311)
    {
        using TestClient client = await KeptAsync(broker, clientId, version);
        await client.SendAsync(new DisconnectPacket());
        Assert.Empty(await client.ReceiveToEndAsync());
    }

    private static Task<TestClient> KeptAsync(TestBroker broker, string clientId, ProtocolVersion version = ProtocolVersion.V311)
    {
        MqttProperties? properties = version == ProtocolVersion.V5 ? new MqttProperties { SessionExpirySeconds = 600 } : null;
        return TestClient.ConnectAsync(broker.Port, new ConnectPacket(version, clientId, CleanStart: false, KeepAliveSeconds: 60, Properties: properties));
    }
}
