using System.Net.Sockets;

namespace GreenPow.VirtualHardware.Network;

/// <summary>A listener of the device.</summary>
public sealed class NetworkDoor(VirtualNetwork network, TcpListener listener) : IDisposable
{
    /// <summary>Waits for somebody.</summary>
    public NetworkConnection Accept()
    {
        var client = listener.AcceptTcpClient();
        network.Hold(client);
        return new NetworkConnection(network, client, client.GetStream());
    }

    public void Dispose() => network.LetGo(listener);
}
