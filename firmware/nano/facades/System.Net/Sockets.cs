// nanoframework/System.Net main at 713b02c (1.11.x), nanoFramework.System.Net/{Sockets/Socket,Sockets/SocketEnums,EndPoint,IPEndPoint,IPAddress,IPHostEntry,DNS}.cs.
[assembly: System.Reflection.AssemblyVersion("1.11.60.0")]

namespace System.Net
{
    public abstract class EndPoint { }

    public class IPEndPoint : EndPoint
    {
        public extern IPEndPoint(IPAddress address, int port);
    }

    public class IPAddress
    {
        internal extern IPAddress();
        public static readonly IPAddress Any;
    }

    public class IPHostEntry
    {
        public extern IPAddress[] AddressList { get; }
    }

    public static class Dns
    {
        public static extern IPHostEntry GetHostEntry(string hostNameOrAddress);
    }
}

namespace System.Net.Sockets
{
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

    public class SocketException : Exception
    {
        internal extern SocketException();
    }

    public class Socket : IDisposable
    {
        public extern Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType);
        public extern int ReceiveTimeout { get; set; }
        public extern int SendTimeout { get; set; }
        public extern void Bind(EndPoint localEP);
        public extern void Connect(EndPoint remoteEP);
        public extern void Listen(int backlog);
        public extern Socket Accept();
        public extern int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags);
        public extern int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags);
        public extern void Close();
        extern void IDisposable.Dispose();
    }
}
