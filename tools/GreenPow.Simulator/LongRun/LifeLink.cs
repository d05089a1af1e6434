using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>A connection to the gateway in memory, with everything that radio and brokers do to it.</summary>
public sealed class LifeLink(LifeGateway gateway, FrameWitness witness, Random random) : ILink
{
    private const long RefusalMilliseconds = 3000;
    private const long HavePace = LifePlan.Second;
    private const long WorkPace = 4 * LifePlan.Hour;

    private readonly Queue<(int Token, byte[]? Reports)> outgoing = new();
    private readonly Queue<int> acknowledgements = new();
    private readonly Queue<LinkMessage> messages = new();
    private LinkLogin? asked;
    private long loginAt;
    private long haveAt;
    private long workAt;
    private bool isSubscribed;
    private bool isRefused;
    private int lastToken;
    private byte state;

    public bool HasNetwork { get; set; } = true;

    public bool IsGatewayUp { get; set; } = true;

    /// <summary>Everything that is sent vanishes, and nobody says so.</summary>
    public bool IsHalfOpen { get; set; }

    /// <summary>How many of a thousand acknowledgements are lost.</summary>
    public int LostAcknowledgementPermille { get; set; }

    public int LostStorages { get; set; }

    public byte State => HasNetwork ? state : LinkState.NoNetwork;

    public byte Fault => !HasNetwork ? LinkFault.NoNetwork : isRefused ? LinkFault.LoginRefused : LinkFault.None;

    public void Connect(LinkLogin login)
    {
        asked = login;
        loginAt = 0;
        isRefused = false;
        state = LinkState.Connecting;
    }

    public void Subscribe(string topic) => isSubscribed = true;

    public int Publish(string topic, byte[] payload, int count, byte qos, bool retain)
    {
        if (State != LinkState.Up)
            return 0;
        var isReport = topic.EndsWith("/" + Topics.ReportLeaf, StringComparison.Ordinal);
        var reports = isReport ? payload.AsSpan(0, count).ToArray() : null;
        if (reports is not null)
            witness.Left(reports, LostStorages);
        lastToken++;
        if (!IsHalfOpen && qos > 0)
            outgoing.Enqueue((lastToken, reports));
        return lastToken;
    }

    public int TakeAcknowledgement() => acknowledgements.TryDequeue(out var token) ? token : 0;

    public LinkMessage TakeMessage() => messages.TryDequeue(out var message) ? message : null!;

    public void Close()
    {
        // What was on its way may have arrived or not; nobody is told.
        while (outgoing.TryDequeue(out var sent))
            if (sent.Reports is not null && IsGatewayUp && HasNetwork && random.Next(2) == 0)
                gateway.TakeReports(sent.Reports);
        acknowledgements.Clear();
        messages.Clear();
        isSubscribed = false;
        state = LinkState.Down;
    }

    /// <summary>Carries what has waited since the last call.</summary>
    public void Carry(long trueMilliseconds, long unixSeconds)
    {
        if ((!HasNetwork || !IsGatewayUp) && state == LinkState.Up)
            Close();
        if (state == LinkState.Connecting)
            Answer(trueMilliseconds, unixSeconds);
        if (state != LinkState.Up || IsHalfOpen)
            return;
        while (outgoing.TryDequeue(out var sent))
        {
            if (sent.Reports is not null)
                gateway.TakeReports(sent.Reports);
            if (LostAcknowledgementPermille == 0 || random.Next(1000) >= LostAcknowledgementPermille)
                acknowledgements.Enqueue(sent.Token);
        }
        if (isSubscribed && (haveAt == 0 || (gateway.HasNews && trueMilliseconds - haveAt >= HavePace)))
        {
            haveAt = trueMilliseconds + 1;
            Deliver(Topics.Have(asked!.DeviceId), gateway.Have(unixSeconds));
        }
        if (isSubscribed && trueMilliseconds - workAt >= WorkPace)
        {
            workAt = trueMilliseconds;
            Deliver(Topics.Work(asked!.DeviceId), gateway.Work(unixSeconds));
        }
    }

    private void Answer(long trueMilliseconds, long unixSeconds)
    {
        if (loginAt == 0)
            loginAt = trueMilliseconds;
        if (IsHalfOpen)
            return;
        if (HasNetwork && IsGatewayUp)
        {
            isRefused = !gateway.TryLogin(asked!, unixSeconds);
            state = isRefused ? LinkState.Down : LinkState.Up;
            haveAt = 0;
        }
        else if (trueMilliseconds - loginAt >= RefusalMilliseconds)
            state = LinkState.Down;
    }

    private void Deliver(string topic, byte[] payload) => messages.Enqueue(new LinkMessage { Topic = topic, Payload = payload });
}
