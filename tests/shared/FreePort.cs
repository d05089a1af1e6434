using System.Net;
using System.Net.Sockets;

namespace GreenPow.Tests;

/// <summary>Ports for servers that are started later: below those that the system gives away by itself, so that nobody gets one meanwhile by chance.</summary>
internal static class FreePort
{
    public static int Next() => NextOf(1);

    /// <summary>The first of so many that follow each other.</summary>
    public static int NextOf(int count)
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (Enumerable.Range(port, count).All(IsFree)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
