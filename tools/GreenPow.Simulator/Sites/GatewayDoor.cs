namespace GreenPow.Simulator.Sites;

/// <summary>Where devices reach their gateway on this machine: a loopback port, and the authority to pin there (PEM; null = a door without TLS).</summary>
public sealed record GatewayDoor(int LoopbackPort, string? CaCertificate)
{
    /// <summary>Name and port that the devices are given; the virtual network leads them to the loopback port.</summary>
    public const string Host = "localhost";
    public const int Port = 8883;
}
