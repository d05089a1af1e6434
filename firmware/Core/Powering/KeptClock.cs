namespace GreenPow.Core
{
    /// <summary>
    /// The time after a sleep or restart, until a time server has set it: the board's clock where that runs on through sleep, else what the run
    /// before left. It counts as synchronised for as long as its uncertainty is small enough for slots and logins.
    /// </summary>
    public sealed class KeptClock : IClock
    {
        /// <summary>The gateway allows 300 s (reports in the future, login times); less than half of it.</summary>
        public const int LimitMilliseconds = 120000;

        // Asleep the chip counts by its RC oscillator, which follows temperature: users saw 20 minutes in 15 hours (espressif/arduino-esp32
        // issue 7084) and worse; 5 % allowed, so 38 minutes of sleep keep the time and a longer one does not. Awake it is the crystal:
        // 100 ppm, ten times what ESP-IDF's System Time page states.
        private const int SleepPermille = 50;
        private const int AwakePartsPerMillion = 100;
        private const int RestartMilliseconds = 5000;
        private const int SetMilliseconds = 1000;

        // A board's clock that runs on through sleep has been set anew when it moves against the time since the start by more than this.
        private const int SetStepMilliseconds = 500;

        private readonly IClock _board;
        private readonly RestartNote _note;
        private bool _hasBegun;
        private bool _ranOn;
        private bool _isSet;
        private long _offsetAtStart;
        private long _boardAtStep;
        private long _now;

        /// <summary><paramref name="note"/> has been taken before.</summary>
        public KeptClock(IClock board, RestartNote note)
        {
            _board = board;
            _note = note;
        }

        /// <summary>Runs on within a step too: what a try of the heartbeat costs is measured by it.</summary>
        public long UtcUnixMilliseconds
        {
            get
            {
                long board = _board.UtcUnixMilliseconds;
                return _board.IsSynchronised ? board : _note.StartUtcMilliseconds + _now + (board - _boardAtStep);
            }
        }

        public bool IsSynchronised => IsSet || (_note.HasTime && UncertaintyMilliseconds <= LimitMilliseconds);

        /// <summary>How far the time may be off; meaningless while not synchronised.</summary>
        public long UncertaintyMilliseconds => IsSet ? SetMilliseconds : _note.UncertaintyMilliseconds + _now * AwakePartsPerMillion / 1000000;

        /// <summary>To be called before the network is up, and then at every step; <paramref name="now"/> = milliseconds since the chip started.</summary>
        public void Step(long now)
        {
            _now = now;
            _boardAtStep = _board.UtcUnixMilliseconds;
            long offset = _boardAtStep - now;
            if (!_hasBegun)
            {
                _hasBegun = true;
                _ranOn = _board.IsSynchronised;
                _offsetAtStart = offset;
            }

            long step = offset - _offsetAtStart;
            if (_board.IsSynchronised && (!_ranOn || step > SetStepMilliseconds || step < -SetStepMilliseconds)) _isSet = true;
        }

        /// <summary>What a sleep, or a restart of some seconds (0), adds.</summary>
        public static long SleepUncertainty(long sleepMilliseconds) => sleepMilliseconds * SleepPermille / 1000 + RestartMilliseconds;

        // Without a note there was no sleep to drift in: then the board's own word counts.
        private bool IsSet => _isSet || (_board.IsSynchronised && !_note.HasTime);
    }
}
