using GreenPow.Core;

namespace GreenPow.Simulator.Link;

/// <summary>The device's MQTT 3.1.1 client over TCP: sockets run beside it, the device only polls. When to try again is the core's decision.</summary>
public sealed class MqttLink(string host, int port, TimeProvider time) : ILink, IDisposable
{
    private MqttConversation? conversation;

    public byte State => conversation?.State ?? LinkState.Down;

    byte ILink.Fault => conversation?.FaultCode ?? LinkFault.None;

    /// <summary>Why the last connection ended, in words; null when there is nothing to say.</summary>
    public string? Fault => conversation?.Fault;

    /// <summary>Completes when the last connection has sent what it had and ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Connect(LinkLogin login)
    {
        conversation?.Dispose();
        conversation = new MqttConversation(time);
        Ended = conversation.RunAsync(host, port, login);
    }

    public void Subscribe(string topic) => conversation?.Subscribe(topic);

    public int Publish(string topic, byte[] payload, int count, byte qos, bool retain) =>
        conversation?.Publish(topic, payload.AsSpan(0, count), qos, retain) ?? 0;

    public int TakeAcknowledgement() => conversation?.TakeAcknowledgement() ?? 0;

    public LinkMessage? TakeMessage() => conversation?.TakeMessage();

    public void Close() => conversation?.Close();

    public void Dispose() => conversation?.Dispose();
}
