namespace GreenPow.Core
{
    /// <summary>
    /// Pauses and resumes a miner by its HTTP interface as AxeOS has it (bitaxeorg/ESP-Miner, pull request 1608, firmware 2.14):
    /// POST /api/system/pause and /api/system/resume, answered with 200. An order is repeated until it is confirmed, ever more slowly,
    /// and a confirmed one now and then: a miner that was restarted begins to mine.
    /// </summary>
    public sealed class HttpMiner : IMinerSwitch
    {
        private const int FirstRetryMilliseconds = 5000;
        private const int LongestRetryMilliseconds = 300000;
        private const int RepeatMilliseconds = 300000;

        private readonly IHttpClient _client;
        private readonly string _pauseUrl;
        private readonly string _resumeUrl;
        private bool _wanted;
        private bool _asked;
        private bool _isRunning;
        private bool _isDue;
        private long _dueAt;
        private int _retryMilliseconds = FirstRetryMilliseconds;

        /// <param name="url">"http://192.168.1.40", without a slash at the end.</param>
        public HttpMiner(IHttpClient client, string url)
        {
            _client = client;
            _pauseUrl = url + "/api/system/pause";
            _resumeUrl = url + "/api/system/resume";
        }

        /// <summary>The miner has confirmed what was asked of it last.</summary>
        public bool IsConfirmed { get; private set; }

        /// <summary>Status of the last answer, or a <see cref="HttpState"/>.</summary>
        public int LastStatus { get; private set; }

        public void Switch(bool on)
        {
            _wanted = on;
            _isDue = true;
            _retryMilliseconds = FirstRetryMilliseconds;
            IsConfirmed = false;
        }

        public void Step(long now)
        {
            if (_isRunning) TakeAnswer(now);
            if (_isRunning || (!_isDue && now < _dueAt)) return;
            _isRunning = _client.Begin("POST", _wanted ? _resumeUrl : _pauseUrl);
            _asked = _wanted;
            _isDue = false;
            if (!_isRunning) _dueAt = now + FirstRetryMilliseconds;
        }

        private void TakeAnswer(long now)
        {
            int status = _client.TakeStatus();
            if (status == HttpState.Running) return;
            _isRunning = false;
            LastStatus = status;
            bool ok = status >= 200 && status < 300;
            IsConfirmed = ok && _asked == _wanted;
            if (ok) _retryMilliseconds = FirstRetryMilliseconds;
            _dueAt = now + (ok ? RepeatMilliseconds : _retryMilliseconds);
            if (!ok && _retryMilliseconds < LongestRetryMilliseconds / 2) _retryMilliseconds *= 2;
            else if (!ok) _retryMilliseconds = LongestRetryMilliseconds;
        }
    }
}
