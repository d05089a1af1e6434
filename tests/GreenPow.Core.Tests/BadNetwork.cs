using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>
/// A network of the worst kind, the same in every run: no Wi-Fi for hours, refused logins, half-open connections that swallow everything,
/// lost and doubled PUBACKs, a gateway that never answers, breaks at any moment. It keeps nothing but what is on its way.
/// </summary>
internal sealed class BadNetwork(Random random, Action<BadNetwork> login) : ILink
{
    private readonly Queue<int> _acknowledgements = new();
    private readonly Queue<LinkMessage> _messages = new();
    private int _token;
    private int _mood;
    private bool _isConnecting;

    public byte State { get; private set; }

    public byte Fault { get; private set; }

    public int Logins { get; private set; }

    /// <summary>Time of the last attempt is the caller's; this is how many there were in the running hour.</summary>
    public int LoginsThisHour { get; set; }

    public LinkLogin? LastLogin { get; private set; }

    public ulong NewestReport { get; private set; }

    /// <summary>A minute passes: the weather may change.</summary>
    public void Minute()
    {
        int dice = random.Next(1000);
        if (State == LinkState.NoNetwork) State = dice < 20 ? LinkState.Down : State;
        else if (dice < 2) (State, Fault) = (LinkState.NoNetwork, LinkFault.NoNetwork);
        else if (dice < 30 && State == LinkState.Up) Break(LinkFault.Unreachable);
        else if (_isConnecting && State == LinkState.Connecting) Arrive();
        if (State is LinkState.NoNetwork) _isConnecting = false;
    }

    public void Deliver(string topic, byte[] payload) => _messages.Enqueue(new LinkMessage { Topic = topic, Payload = payload });

    public void Connect(LinkLogin withLogin)
    {
        Logins++;
        LoginsThisHour++;
        LastLogin = withLogin;
        _mood = random.Next(10);
        _isConnecting = true;
        State = LinkState.Connecting;
        if (_mood != 1) Arrive();
    }

    public void Subscribe(string topic)
    {
    }

    public int Publish(string topic, byte[] payload, int count, byte qos, bool retain)
    {
        if (State != LinkState.Up || random.Next(50) == 0) return 0;
        int token = _token = (_token % 65_535) + 1;
        // Mood 2: half open, everything is taken and nothing answered.
        if (qos == 0 || _mood == 2) return token;
        if (topic.EndsWith("/report", StringComparison.Ordinal) && _mood != 3)
            for (int at = 0; at < count; at += 2 + Bytes.ReadUInt16(payload, at)) NewestReport = Math.Max(NewestReport, Bytes.ReadUInt64(payload, at + 22));
        int dice = random.Next(100);
        if (dice >= 3) _acknowledgements.Enqueue(token);
        if (dice >= 95) _acknowledgements.Enqueue(token);
        return token;
    }

    public int TakeAcknowledgement() => State == LinkState.Up && _acknowledgements.TryDequeue(out int token) ? token : 0;

    public LinkMessage TakeMessage() => State == LinkState.Up && _messages.TryDequeue(out LinkMessage? message) ? message : null!;

    public void Close() => Break(LinkFault.None);

    private void Arrive()
    {
        _isConnecting = false;
        if (_mood == 0) Break(LinkFault.LoginRefused);
        else
        {
            (State, Fault) = (LinkState.Up, LinkFault.None);
            // Mood 4: it lets in and then says nothing of itself.
            if (_mood != 4 && _mood != 2) login(this);
        }
    }

    private void Break(byte fault)
    {
        (State, Fault, _isConnecting) = (LinkState.Down, fault, false);
        _acknowledgements.Clear();
        _messages.Clear();
    }
}
