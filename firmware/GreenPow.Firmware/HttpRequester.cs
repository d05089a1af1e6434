using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>One small request at a time, each on a thread that ends with it.</summary>
    public sealed class HttpRequester : IHttpClient
    {
        private const int PeerMilliseconds = 5000;

        private int _status = HttpState.Idle;
        private string _method;
        private string _url;

        public bool Begin(string method, string url)
        {
            if (_status != HttpState.Idle) return false;
            _status = HttpState.Running;
            _method = method;
            _url = url;
            new Thread(Run).Start();
            return true;
        }

        public int TakeStatus()
        {
            int status = _status;
            if (status != HttpState.Running) _status = HttpState.Idle;
            return status;
        }

        private void Run()
        {
            try
            {
                _status = Ask(_method, _url);
            }
            catch (Exception)
            {
                _status = HttpState.Failed;
            }
        }

        private static int Ask(string method, string url)
        {
            if (!HttpWords.TrySplit(url, out string host, out int port, out string path)) return HttpState.Failed;
            Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.ReceiveTimeout = PeerMilliseconds;
                socket.SendTimeout = PeerMilliseconds;
                socket.Connect(new IPEndPoint(Dns.GetHostEntry(host).AddressList[0], port));
                byte[] request = Encoding.UTF8.GetBytes(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                socket.Send(request, 0, request.Length, SocketFlags.None);
                return HttpWords.TryStatus(HttpWords.ReadFirstLine(socket), out int status) ? status : HttpState.Failed;
            }
            finally
            {
                socket.Close();
            }
        }
    }
}
