using System.ComponentModel.DataAnnotations;

namespace GreenPow.Mqtt;

/// <summary>Limits of the endpoint; together they bound what strangers can make it hold.</summary>
public sealed class MqttOptions
{
    [Range(1, 1_000_000)]
    public int MaximumConnections { get; set; } = 12_000;

    [Range(1, 1_000_000)]
    public int MaximumSessions { get; set; } = 24_000;

    [Range(1, 1_000_000)]
    public int MaximumRetainedMessages { get; set; } = 100_000;

    [Range(1, 1_000)]
    public int MaximumSubscriptionsPerSession { get; set; } = 32;

    /// <summary>Whole packet, first byte included.</summary>
    [Range(256, 268_435_455)]
    public int MaximumPacketBytes { get; set; } = 65_536;

    /// <summary>Publishes of one connection that may be with the handler at once; MQTT 5 clients are told, 3.1.1 clients are read no further.</summary>
    [Range(1, 65_535)]
    public int ReceiveMaximum { get; set; } = 256;

    /// <summary>From the TCP connection to a CONNECT that the handler has judged.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>Longer keep-alives of MQTT 5 clients are cut to this and told so.</summary>
    [Range(1, 65_535)]
    public int MaximumKeepAliveSeconds { get; set; } = 3_600;

    /// <summary>How long a session outlives its connection at most; also the term of 3.1.1 sessions without the clean flag.</summary>
    [Range(0, 31_536_000)]
    public int MaximumSessionExpirySeconds { get; set; } = 86_400;

    /// <summary>QoS 0 messages waiting for one session; the oldest goes when there is no room.</summary>
    [Range(1, 100_000)]
    public int MaximumQueuedLive { get; set; } = 64;

    /// <summary>QoS 1 messages waiting for one session; one too many ends the session, so that nothing is lost unnoticed.</summary>
    [Range(1, 100_000)]
    public int MaximumQueued { get; set; } = 256;

    [Range(1_024, 1_073_741_824)]
    public int MaximumQueuedBytes { get; set; } = 1_048_576;

    /// <summary>QoS 1 messages sent to one client and not yet acknowledged; a smaller receive maximum of the client wins.</summary>
    [Range(1, 65_535)]
    public int SendWindow { get; set; } = 32;
}
