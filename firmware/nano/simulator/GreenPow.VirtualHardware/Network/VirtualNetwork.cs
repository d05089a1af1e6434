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
    public NetworkConnection Connect(string host, int port, byte[]? authority, TimeSpan timeout)
    {
        var socket = new TcpClient { NoDelay = true };
        Hold(socket);
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Resolve(host, port)), limit.Token).AsTask().GetAwaiter().GetResult();
            return new NetworkConnection(this, socket, authority is null ? socket.GetStream() : Secure(socket.GetStream(), host, authority, limit.Token));
        }
        catch (OperationCanceledException)
        {
            LetGo(socket);
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            LetGo(socket);
            throw;
        }
    }

    /// <summary>The device library listens on a port of the device; on the loopback it is another.</summary>
    public NetworkDoor Listen(int devicePort)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        Hold(listener);
        listener.Start();
        lock (guard)
            listening[devicePort] = ((IPEndPoint)listener.LocalEndpoint).Port;
        return new NetworkDoor(this, listener);
    }

    /// <summary>Ends with the run of the firmware, at the latest.</summary>
    public void Hold(IDisposable connection)
    {
        lock (guard)
            open.Add(connection);
    }

    /// <summary>For the device library: ends now.</summary>
    public void LetGo(IDisposable connection)
    {
        lock (guard)
            open.Remove(connection);
        connection.Dispose();
    }

    /// <summary>For the device library: a name is known if any of its ports leads somewhere.</summary>
    /// <exception cref="SocketException">No network, or nobody of this name.</exception>
    public void RequireHost(string host)
    {
        RequireInternet();
        lock (guard)
        {
            if (!IsHere(host) && !routes.Keys.Any(route => route.Host == host))
                throw new SocketException((int)SocketError.HostNotFound);
        }
    }

    /// <summary>The loopback port behind a name and port of the device's world.</summary>
    public int Resolve(string host, int port)
    {
        RequireInternet();
        lock (guard)
        {
            return routes.TryGetValue((host, port), out var loopback) ? loopback
                : IsHere(host) ? port : throw new SocketException((int)SocketError.HostNotFound);
        }
    }

    private void RequireInternet()
    {
        if (wifi.Joined is not { } point)
            throw new SocketException((int)SocketError.NetworkDown);
        if (!point.HasInternet)
            throw new SocketException((int)SocketError.NetworkUnreachable);
    }

    private static bool IsHere(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

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
