using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Port 80 of the local network, one caller at a time; begins to listen when the core first asks for a request.</summary>
    public sealed class PageListener : IRequestListener
    {
        private const int Port = 80;
        private const int CallerMilliseconds = 3000;
        private const int AnswerMilliseconds = 5000;
        private const int RetryMilliseconds = 10000;

        private readonly object _gate = new object();
        private readonly AutoResetEvent _answered = new AutoResetEvent(false);
        private Thread _thread;
        private string _request;
        private byte[] _response;
        private int _responseLength;

        public string TakeRequest()
        {
            if (_thread == null)
            {
                _thread = new Thread(Run);
                _thread.Start();
            }

            lock (_gate)
            {
                string request = _request;
                _request = null;
                return request;
            }
        }

        public void Answer(byte[] response, int count)
        {
            _responseLength = count;
            _response = response;
            _answered.Set();
        }

        private void Run()
        {
            while (true)
            {
                Socket listener = null;
                try
                {
                    listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    listener.Bind(new IPEndPoint(IPAddress.Any, Port));
                    listener.Listen(2);
                    while (true) Serve(listener.Accept());
                }
                catch (Exception)
                {
                    // No network, or it went: the listener begins anew when there may be one.
                }

                if (listener != null) listener.Close();
                Thread.Sleep(RetryMilliseconds);
            }
        }

        private bool Withdraw()
        {
            lock (_gate)
            {
                bool isUntouched = _request != null;
                _request = null;
                return isUntouched;
            }
        }

        private void Serve(Socket caller)
        {
            try
            {
                caller.ReceiveTimeout = CallerMilliseconds;
                caller.SendTimeout = CallerMilliseconds;
                string request = HttpWords.ReadFirstLine(caller);
                if (request == null) return;
                _request = request;
                while (!_answered.WaitOne(AnswerMilliseconds, false))
                {
                    // What the core has taken it will answer, and only to this caller.
                    if (Withdraw()) return;
                }

                caller.Send(_response, 0, _responseLength, SocketFlags.None);
            }
            catch (SocketException)
            {
                // The caller went away; the next one is served.
            }
            finally
            {
                caller.Close();
            }
        }
    }
}
