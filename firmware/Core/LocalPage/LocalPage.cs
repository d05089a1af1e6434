namespace GreenPow.Core
{
    /// <summary>
    /// A small read-only page for who is on the same network: GET / and GET /live, nothing else, no secrets, nothing that can be
    /// changed. Answers are composed into one buffer that is made once; the listener sends it from there.
    /// </summary>
    public sealed class LocalPage
    {
        /// <summary>Head and body of the longest answer.</summary>
        public const int MaximumLength = 4096;

        private const string CommonHead = "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: ";
        private const int LengthDigits = 5;

        private readonly IRequestListener _listener;
        private readonly PageFacts _facts;
        private readonly TextBuffer _answer;
        private int _lengthAt;
        private int _bodyAt;

        public LocalPage(ApplianceView view)
        {
            _listener = view.Board.Pages;
            _facts = new PageFacts(view);
            // A board without a listener keeps its memory.
            if (_listener != null) _answer = new TextBuffer(MaximumLength);
        }

        /// <summary>Answers at most one request.</summary>
        public void Step(long now)
        {
            if (_listener == null) return;
            string request = _listener.TakeRequest();
            if (request == null) return;
            string path = PathOf(request, out bool isGet);
            if (path == null) Short("400 Bad Request", "");
            else if (!isGet) Short("405 Method Not Allowed", "\r\nAllow: GET");
            else if (path == "/") Html(now);
            else if (path == "/live") Live(now);
            else Short("404 Not Found", "");
            _listener.Answer(_answer.Bytes, _answer.Length);
        }

        private void Html(long now)
        {
            // Nothing from elsewhere, whatever a name might contain.
            Begin("200 OK", "text/html; charset=utf-8", "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'");
            LiveHtml.Write(_answer, _facts, now);
            End();
        }

        private void Live(long now)
        {
            Begin("200 OK", "application/json", "");
            LiveJson.Write(_answer, _facts, now);
            End();
        }

        private void Short(string status, string more)
        {
            Begin(status, "text/plain", more);
            _answer.Text(status).Text("\n");
            End();
        }

        private void Begin(string status, string type, string more)
        {
            _answer.Clear();
            _answer.Text("HTTP/1.1 ").Text(status).Text("\r\nContent-Type: ").Text(type).Text(more).Text(CommonHead);
            _lengthAt = _answer.Length;
            _answer.Text("00000\r\n\r\n");
            _bodyAt = _answer.Length;
        }

        // The length is only known now; leading zeros are allowed (RFC 9110, 8.6: 1*DIGIT).
        private void End()
        {
            int length = _answer.Length - _bodyAt;
            for (int i = LengthDigits - 1; i >= 0; i--, length /= 10) _answer.Bytes[_lengthAt + i] = (byte)('0' + length % 10);
        }

        // "GET /live?x HTTP/1.1" -> "/live"; null when it is no request line.
        private static string PathOf(string request, out bool isGet)
        {
            isGet = request.StartsWith("GET ");
            int from = request.IndexOf(' ') + 1;
            int to = from;
            while (to < request.Length && request[to] != ' ' && request[to] != '?') to++;
            bool isLine = from > 1 && to < request.Length && request[from] == '/' && request.Contains(" HTTP/1.");
            return isLine ? request.Substring(from, to - from) : null;
        }
    }
}
