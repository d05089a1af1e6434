namespace GreenPow.Mqtt.Tests;

public sealed class SessionQueueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_full_live_queue_loses_its_oldest()
    {
        (SessionQueue queue, object owner) = Queue(new MqttOptions { MaximumQueuedLive = 2 });
        foreach (string topic in (string[])["1", "2", "3"])
            Assert.True(queue.TryOffer(Of(topic, qos: 0)));
        Assert.Equal(["2", "3"], Drain(queue, owner).Select(delivery => delivery.Message.Topic));
        Assert.Equal(1, queue.DroppedLive);
    }

    [Fact]
    public void A_full_acknowledged_queue_refuses_instead_of_losing()
    {
        (SessionQueue queue, object owner) = Queue(new MqttOptions { MaximumQueued = 2 });
        Assert.True(queue.TryOffer(Of("1", qos: 1)));
        Assert.True(queue.TryOffer(Of("2", qos: 1)));
        Assert.False(queue.TryOffer(Of("3", qos: 1)));
        Assert.Equal(["1", "2"], Drain(queue, owner).Select(delivery => delivery.Message.Topic));
    }

    [Fact]
    public void No_more_than_the_window_is_in_flight()
    {
        (SessionQueue queue, object owner) = Queue(new MqttOptions { SendWindow = 2 });
        foreach (string topic in (string[])["1", "2", "3"])
            queue.TryOffer(Of(topic, qos: 1));
        List<Delivery> first = Drain(queue, owner);
        Assert.Equal(["1", "2"], first.Select(delivery => delivery.Message.Topic));
        Assert.True(queue.Acknowledge(first[0].PacketId));
        Assert.Equal("3", Assert.Single(Drain(queue, owner)).Message.Topic);
    }

    [Fact]
    public void A_new_connection_gets_the_unacknowledged_again_in_order_and_marked()
    {
        (SessionQueue queue, object former) = Queue(new MqttOptions());
        queue.TryOffer(Of("1", qos: 1));
        queue.TryOffer(Of("2", qos: 1));
        List<Delivery> sent = Drain(queue, former);
        object newer = new();
        queue.Resume(newer, 100);
        Assert.Empty(Drain(queue, former));
        Assert.Equal(sent.Select(delivery => delivery with { Duplicate = true }), Drain(queue, newer));
    }

    [Fact]
    public void A_client_that_comes_back_with_a_smaller_receive_maximum_gets_no_more_than_that_at_once()
    {
        (SessionQueue queue, object former) = Queue(new MqttOptions());
        foreach (string topic in (string[])["1", "2", "3", "4"])
            queue.TryOffer(Of(topic, qos: 1));
        Drain(queue, former);
        queue.TryOffer(Of("5", qos: 1));
        object newer = new();
        queue.Resume(newer, 2);
        for (int first = 1; first <= 5; first += 2)
        {
            List<Delivery> taken = Drain(queue, newer);
            Assert.Equal(first == 5 ? ["5"] : [$"{first}", $"{first + 1}"], taken.Select(delivery => delivery.Message.Topic));
            Assert.All(taken, delivery => Assert.True(queue.Acknowledge(delivery.PacketId)));
        }
    }

    [Fact]
    public void An_expired_message_is_not_sent_and_gives_its_room_back()
    {
        (SessionQueue queue, object owner) = Queue(new MqttOptions { MaximumQueuedBytes = 1_024 });
        Assert.True(queue.TryOffer(Of("old", qos: 1, bytes: 1_000, Noon)));
        Assert.False(queue.TryOffer(Of("new", qos: 1, bytes: 1_000)));
        Assert.Empty(Drain(queue, owner));
        Assert.True(queue.TryOffer(Of("new", qos: 1, bytes: 1_000)));
    }

    private static (SessionQueue Queue, object Owner) Queue(MqttOptions options)
    {
        object owner = new();
        var queue = new SessionQueue(options);
        queue.Resume(owner, ushort.MaxValue);
        return (queue, owner);
    }

    private static Delivery Of(string topic, int qos, int bytes = 1, DateTimeOffset? expiresAt = null) =>
        new(new MqttMessage(topic, new byte[bytes], qos, Retain: false, Properties: null, expiresAt, From: null), qos, Retain: false);

    private static List<Delivery> Drain(SessionQueue queue, object owner)
    {
        var taken = new List<Delivery>();
        while (queue.TryTake(owner, Noon, out Delivery delivery))
            taken.Add(delivery);
        return taken;
    }
}
