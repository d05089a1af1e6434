using GreenPow.DeviceLibrary;

namespace System.Net;

public abstract class EndPoint
{
}

public class IPEndPoint : EndPoint
{
    public IPEndPoint(IPAddress address, int port) => (Address, Port) = (address, port);

    internal IPAddress Address { get; }

    internal int Port { get; }
}

/// <summary>An address remembers the name it was asked for: behind it the simulator finds the port of the loopback.</summary>
public class IPAddress
{
    public static readonly IPAddress Any = new("0.0.0.0");

    internal IPAddress(string host) => Host = host;

    internal string Host { get; }

    public override string ToString() => Host;
}

public class IPHostEntry
{
    public IPAddress[] AddressList { get; internal init; }
}

public static class Dns
{
    public static IPHostEntry GetHostEntry(string hostNameOrAddress)
    {
        Here.Board.Network.RequireHost(hostNameOrAddress);
        return new IPHostEntry { AddressList = [new IPAddress(hostNameOrAddress)] };
    }
}
