using System.Net;

namespace GreenPow.Mqtt;

/// <summary>What the server remembers of one client id; it may outlive connections, but not this process.</summary>
public sealed class MqttSession
{
    internal MqttSession(ConnectPacket connect, string clientId, object? principal, EndPoint? remote, uint expirySeconds, MqttOptions options)
    {
        ClientId = clientId;
        Queue = new SessionQueue(options);
        Adopt(connect, principal, remote, expirySeconds);
    }

    public string ClientId { get; }

    public string? UserName { get; private set; }

    public ProtocolVersion Version { get; private set; }

    /// <summary>What the handler's verdict on the newest login carried.</summary>
    public object? Principal { get; private set; }

    public EndPoint? RemoteEndPoint { get; private set; }

    public bool IsConnected => Connection is not null;

    internal SessionQueue Queue { get; }

    /// <summary>By filter; guarded by the endpoint's routing lock.</summary>
    internal Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>The five below are guarded by the registry's lock.</summary>
    internal MqttConnection? Connection { get; set; }

    /// <summary>Something for it was lost: nobody may come back to it.</summary>
    internal bool IsOver { get; set; }

    internal uint ExpirySeconds { get; set; }

    internal DateTimeOffset ExpiresAt { get; set; }

    internal (Will Will, DateTimeOffset DueAt)? DelayedWill { get; set; }

    internal void Adopt(ConnectPacket connect, object? principal, EndPoint? remote, uint expirySeconds)
    {
        UserName = connect.UserName;
        Version = connect.Version;
        Principal = principal;
        RemoteEndPoint = remote;
        ExpirySeconds = expirySeconds;
    }
}
