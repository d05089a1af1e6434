using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

internal sealed record Published(string Topic, byte[] Payload, byte Qos, bool Retain, int Token);

/// <summary>A link in memory; the test decides when it is reachable and what is acknowledged.</summary>
internal sealed class BenchLink : ILink
{
    private readonly Queue<int> _acknowledgements = new();
    private readonly Queue<LinkMessage> _messages = new();
    private int _lastToken;
    private byte _state;

    public bool IsReachable { get; set; }

    /// <summary>There is Wi-Fi, whether or not a gateway answers.</summary>
    public bool HasNetwork { get; set; }

    /// <summary>CONNACK says no.</summary>
    public bool RefusesLogins { get; set; }

    /// <summary>Acknowledge every publish at once.</summary>
    public bool AcknowledgesAtOnce { get; set; } = true;

    public byte State => IsReachable || HasNetwork ? _state : LinkState.NoNetwork;

    public byte Fault => State switch
    {
        LinkState.NoNetwork => LinkFault.NoNetwork,
        LinkState.Up => LinkFault.None,
        _ when RefusesLogins && Logins.Count > 0 => LinkFault.LoginRefused,
        _ => Logins.Count > 0 ? LinkFault.Unreachable : LinkFault.None,
    };

    public List<LinkLogin> Logins { get; } = [];

    public List<string> Subscriptions { get; } = [];

    public List<Published> Publishes { get; } = [];

    /// <summary>Reports as they went out, in order.</summary>
    public List<byte[]> Reports
    {
        get
        {
            List<byte[]> frames = [];
            foreach (Published p in Publishes.Where(p => p.Topic.EndsWith("/report", StringComparison.Ordinal)))
            {
                for (int at = 0; at < p.Payload.Length;)
                {
                    int length = Bytes.ReadUInt16(p.Payload, at);
                    frames.Add(p.Payload[(at + 2)..(at + 2 + length)]);
                    at += 2 + length;
                }
            }

            return frames;
        }
    }

    public void Connect(LinkLogin login)
    {
        Logins.Add(login);
        _state = IsReachable && !RefusesLogins ? LinkState.Up : LinkState.Down;
    }

    public void Subscribe(string topic) => Subscriptions.Add(topic);

    public int Publish(string topic, byte[] payload, int count, byte qos, bool retain)
    {
        if (State != LinkState.Up) return 0;
        Published published = new(topic, payload[..count], qos, retain, ++_lastToken);
        Publishes.Add(published);
        if (qos == 1 && AcknowledgesAtOnce) Acknowledge(published);
        return _lastToken;
    }

    public void Acknowledge(Published published) => _acknowledgements.Enqueue(published.Token);

    public void Deliver(string topic, byte[] payload) => _messages.Enqueue(new LinkMessage { Topic = topic, Payload = payload });

    public int TakeAcknowledgement() => _acknowledgements.TryDequeue(out int token) ? token : 0;

    public LinkMessage TakeMessage() => _messages.TryDequeue(out LinkMessage? message) ? message : null!;

    public void Close()
    {
        _state = LinkState.Down;
        _acknowledgements.Clear();
        _messages.Clear();
    }

    /// <summary>The connection breaks.</summary>
    public void Break() => Close();
}
