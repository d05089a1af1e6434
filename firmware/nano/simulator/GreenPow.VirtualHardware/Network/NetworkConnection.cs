using System.Net.Sockets;

namespace GreenPow.VirtualHardware.Network;

/// <summary>One connection of the device, in either direction.</summary>
public sealed class NetworkConnection(VirtualNetwork network, TcpClient socket, Stream stream) : IDisposable
{
    /// <summary>Reading and writing; TLS is inside where it was asked for.</summary>
    public Stream Stream { get; } = stream;

    /// <summary>Bytes that have come and wait.</summary>
    public int Available => socket.Available;

    public int ReceiveTimeoutMilliseconds
    {
        get => socket.ReceiveTimeout;
        set => socket.ReceiveTimeout = value;
    }

    public int SendTimeoutMilliseconds
    {
        get => socket.SendTimeout;
        set => socket.SendTimeout = value;
    }

    public void Dispose() => network.LetGo(socket);
}
