using GreenPow.Core;

namespace GreenPow.Simulator.Link;

/// <summary>The device's MQTT 3.1.1 client over TCP: sockets run beside it, the device only polls.</summary>
public sealed class MqttLink(string host, int port, TimeProvider time) : ILink, IDisposable
{
    private MqttConversation? conversation;
    private int failures;

    public byte State => conversation?.State ?? LinkState.Down;

    /// <summary>Why the last connection ended, in words; null when there is nothing to say.</summary>
    public string? Fault => conversation?.Fault;

    public void Connect(LinkLogin login)
    {
        failures = conversation is { WasUp: false } ? failures + 1 : conversation is null ? 0 : 1;
        conversation?.Dispose();
        conversation = new MqttConversation(time);
        _ = conversation.RunAsync(host, port, login, Backoff.After(failures, Random.Shared.NextDouble()));
    }

    public void Subscribe(string topic) => conversation?.Subscribe(topic);

    public int Publish(string topic, byte[] payload, int count, byte qos, bool retain) =>
        conversation?.Publish(topic, payload.AsSpan(0, count), qos, retain) ?? 0;

    public int TakeAcknowledgement() => conversation?.TakeAcknowledgement() ?? 0;

    public LinkMessage? TakeMessage() => conversation?.TakeMessage();

    public void Close() => conversation?.Close();

    public void Dispose() => conversation?.Dispose();
}
