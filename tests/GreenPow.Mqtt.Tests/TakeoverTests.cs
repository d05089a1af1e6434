using System.Text;

namespace GreenPow.Mqtt.Tests;

/// <summary>A client id comes a second and a third time with a clean start, as a meter does whose older connection nobody has missed yet.</summary>
public sealed class TakeoverTests
{
    [Fact]
    public async Task The_newer_session_is_the_one_that_the_server_knows()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient older = await broker.ConnectAsync("device", ProtocolVersion.V311);
        using TestClient newer = await broker.ConnectAsync("device", ProtocolVersion.V311);
        Assert.Null(await older.ReceiveAsync());
        Assert.Equal(1, broker.Endpoint.SessionCount);
        Assert.True(broker.Endpoint.Disconnect("device", ReasonCode.NotAuthorized));
        Assert.Null(await newer.ReceiveAsync());
    }

    [Fact]
    public async Task A_third_connection_ends_the_second()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using TestClient first = await broker.ConnectAsync("device", ProtocolVersion.V311);
        using TestClient second = await broker.ConnectAsync("device", ProtocolVersion.V311);
        Assert.Null(await first.ReceiveAsync());
        using TestClient third = await broker.ConnectAsync("device", ProtocolVersion.V311);
        Assert.Null(await second.ReceiveAsync());
        await third.SendAsync(PingReqPacket.Instance);
        Assert.IsType<PingRespPacket>(await third.ReceiveAsync());
    }

    [Fact]
    public async Task The_will_of_a_connection_taken_over_long_ago_does_not_overwrite_the_newest_status()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var connect = new ConnectPacket(ProtocolVersion.V311, "device", true, 60, Will: new Will("device/status", new byte[] { 0 }, 1, Retain: true));
        using TestClient first = await TestClient.ConnectAsync(broker.Port, connect);
        using TestClient second = await TestClient.ConnectAsync(broker.Port, connect);
        Assert.Null(await first.ReceiveAsync());
        using TestClient third = await TestClient.ConnectAsync(broker.Port, connect);
        await third.SendAsync(new PublishPacket("device/status", "online"u8.ToArray(), 1, Retain: true, PacketId: 1));
        Assert.IsType<PubAckPacket>(await third.ReceiveAsync());
        second.Vanish(); // found dead late: its Wi-Fi was lost
        while (broker.Endpoint.ConnectionCount > 1)
            await Task.Yield();
        Assert.Equal("online", Encoding.UTF8.GetString(broker.Endpoint.Retained("device/status")!.Value.Span));
    }
}
