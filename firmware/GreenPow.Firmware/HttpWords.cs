using System.Net.Sockets;
using System.Text;

namespace GreenPow.Firmware
{
    /// <summary>The few lines of HTTP/1.1 that a page of this device and a miner's API need.</summary>
    public static class HttpWords
    {
        /// <summary>The first line of what a peer sends, without its end; null when it stays silent or says too much.</summary>
        public static string ReadFirstLine(Socket socket)
        {
            byte[] bytes = new byte[256];
            int count = 0;
            while (count < bytes.Length)
            {
                int more = socket.Receive(bytes, count, bytes.Length - count, SocketFlags.None);
                if (more <= 0) return null;
                for (int end = count + more; count < end; count++)
                {
                    if (bytes[count] == '\r' || bytes[count] == '\n') return Encoding.UTF8.GetString(bytes, 0, count);
                }
            }

            return null;
        }

        /// <summary>"http://host:port/path" in its parts; false for anything else.</summary>
        public static bool TrySplit(string url, out string host, out int port, out string path)
        {
            host = null;
            path = "/";
            port = 80;
            if (url == null || !url.StartsWith("http://")) return false;
            string rest = url.Substring(7);
            int slash = rest.IndexOf('/');
            if (slash >= 0)
            {
                path = rest.Substring(slash);
                rest = rest.Substring(0, slash);
            }

            int colon = rest.IndexOf(':');
            host = colon < 0 ? rest : rest.Substring(0, colon);
            return host.Length > 0 && (colon < 0 || TryNumber(rest, colon + 1, 65535, out port));
        }

        /// <summary>"HTTP/1.1 200 OK" as 200; false when it is no status line.</summary>
        public static bool TryStatus(string line, out int status)
        {
            status = 0;
            if (line == null || !line.StartsWith("HTTP/1.") || line.Length < 12) return false;
            return TryNumber(line.Substring(9, 3), 0, 999, out status) && status >= 100;
        }

        private static bool TryNumber(string text, int at, int largest, out int number)
        {
            number = 0;
            if (at >= text.Length) return false;
            for (int i = at; i < text.Length; i++)
            {
                char digit = text[i];
                if (digit < '0' || digit > '9') return false;
                number = number * 10 + digit - '0';
                if (number > largest) return false;
            }

            return true;
        }
    }
}
