using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GreenPow.VirtualHardware.Network;

/// <summary>What lies behind the Wi-Fi: real TCP, and only within this machine. Names and ports of the device's world map to ports of the loopback.</summary>
public sealed class VirtualNetwork(WifiStation wifi)
{
    private readonly Lock guard = new();
    private readonly Dictionary<(string Host, int Port), int> routes = [];
    private readonly Dictionary<int, int> listening = [];
    private readonly HashSet<IDisposable> open = [];

    /// <summary>Sends connections to a name and port of the device's world to this loopback port.</summary>
    public void Route(string host, int port, int loopbackPort)
    {
        lock (guard)
            routes[(host, port)] = loopbackPort;
    }

    /// <summary>Where on the loopback the device's own listener is to be found; null when it does not listen there.</summary>
    public int? PortOf(int devicePort)
    {
        lock (guard)
            return listening.TryGetValue(devicePort, out var port) ? port : null;
    }

    /// <summary>The device library connects: plain, or with TLS to a server that this one authority vouches for under this very name.</summary>
    /// <exception cref="SocketException">No network, no such host, or nobody listens.</exception>
    /// <exception cref="AuthenticationException">Another authority, or another name.</exception>
    public Stream Connect(string host, int port, byte[]? authority, TimeSpan timeout)
    {
        var socket = new TcpClient { NoDelay = true };
        Hold(socket);
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Resolve(host, port)), limit.Token).AsTask().GetAwaiter().GetResult();
            return authority is null ? socket.GetStream() : Secure(socket.GetStream(), host, authority, limit.Token);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The device library listens on a port of the device; on the loopback it is another.</summary>
    public Socket Listen(int devicePort)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Hold(socket);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        lock (guard)
            listening[devicePort] = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    /// <summary>Ends with the run of the firmware.</summary>
    public void Hold(IDisposable connection)
    {
        lock (guard)
            open.Add(connection);
    }

    /// <summary>The loopback port behind a name and port of the device's world.</summary>
    public int Resolve(string host, int port)
    {
        if (wifi.Joined is not { } point)
            throw new SocketException((int)SocketError.NetworkDown);
        lock (guard)
        {
            if (!point.HasInternet)
                throw new SocketException((int)SocketError.NetworkUnreachable);
            if (routes.TryGetValue((host, port), out var loopback))
                return loopback;
        }
        var isHere = host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        return isHere ? port : throw new SocketException((int)SocketError.HostNotFound);
    }

    internal void Reset()
    {
        lock (guard)
        {
            foreach (var connection in open)
                connection.Dispose();
            open.Clear();
            listening.Clear();
        }
    }

    private static SslStream Secure(Stream plain, string host, byte[] authority, CancellationToken limit)
    {
        using var pinned = ReadCertificate(authority);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(pinned);
        var secure = new SslStream(plain);
        secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy }, limit)
            .GetAwaiter().GetResult();
        return secure;
    }

    // The chip takes PEM with its final zero, or DER.
    private static X509Certificate2 ReadCertificate(byte[] bytes)
    {
        var text = System.Text.Encoding.ASCII.GetString(bytes).TrimEnd('\0');
        return text.Contains("-----BEGIN", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromPem(text)
            : X509CertificateLoader.LoadCertificate(bytes);
    }
}
