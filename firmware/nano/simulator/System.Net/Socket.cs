using System.IO;
using System.Runtime.CompilerServices;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Network;

[assembly: TypeForwardedTo(typeof(System.Net.Sockets.SocketException))]

namespace System.Net.Sockets;

public enum AddressFamily
{
    InterNetwork = 2,
}

public enum SocketType
{
    Stream = 1,
    Dgram = 2,
}

public enum ProtocolType
{
    Tcp = 6,
    Udp = 17,
}

public enum SocketFlags
{
    None = 0x0000,
}

/// <summary>TCP, real but within this machine.</summary>
public class Socket : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private NetworkConnection connection;
    private NetworkDoor door;
    private int devicePort;

    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        if (socketType != SocketType.Stream || protocolType != ProtocolType.Tcp)
            throw new NotSupportedException("The simulator's sockets are TCP only.");
    }

    private Socket(NetworkConnection connection) => this.connection = connection;

    public int Available => Connection.Available;

    public int ReceiveTimeout { get; set; }

    public int SendTimeout { get; set; }

    private NetworkConnection Connection
    {
        get
        {
            Here.Run.Require();
            if (connection is null)
                throw new InvalidOperationException("The socket is not connected.");
            (connection.ReceiveTimeoutMilliseconds, connection.SendTimeoutMilliseconds) = (Math.Max(0, ReceiveTimeout), Math.Max(0, SendTimeout));
            return connection;
        }
    }

    public void Bind(EndPoint localEP) => devicePort = ((IPEndPoint)localEP).Port;

    public void Connect(EndPoint remoteEP)
    {
        var remote = (IPEndPoint)remoteEP;
        connection = Here.Board.Network.Connect(remote.Address.Host, remote.Port, null, ConnectTimeout);
    }

    public void Listen(int backlog) => door = Here.Board.Network.Listen(devicePort);

    public Socket Accept()
    {
        Here.Run.Require();
        return new Socket(door.Accept());
    }

    public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags)
    {
        var stream = Connection.Stream;
        try
        {
            stream.Write(buffer, offset, size);
            return size;
        }
        catch (IOException broken)
        {
            throw Fault(broken);
        }
    }

    public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags)
    {
        var stream = Connection.Stream;
        try
        {
            return stream.Read(buffer, offset, size);
        }
        catch (IOException broken)
        {
            throw Fault(broken);
        }
    }

    public void Close()
    {
        connection?.Dispose();
        door?.Dispose();
        (connection, door) = (null, null);
    }

    void IDisposable.Dispose() => Close();

    // On the chip whatever goes wrong with a socket is a SocketException.
    private static SocketException Fault(IOException broken) => broken.InnerException as SocketException ?? new SocketException();
}
