using GreenPow.Core;

namespace GreenPow.Simulator.Link;

/// <summary>A place without reception: the radio searches and never finds, and every report waits in the spool.</summary>
public sealed class NoLink : ILink
{
    public byte State => LinkState.Connecting;

    public byte Fault => LinkFault.NoNetwork;

    public void Connect(LinkLogin login) { }

    public void Subscribe(string topic) { }

    public int Publish(string topic, byte[] payload, int count, byte qos, bool retain) => 0;

    public int TakeAcknowledgement() => 0;

    public LinkMessage? TakeMessage() => null;

    public void Close() { }
}
