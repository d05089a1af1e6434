namespace GreenPow.Core
{
    /// <summary>
    /// The board's clock, and while that is not yet set after a sleep or restart, the time that the run before left, for as long as its
    /// uncertainty stays small enough for slots and logins.
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

        private readonly IClock _board;
        private readonly RestartNote _note;
        private long _now;

        /// <summary><paramref name="note"/> has been taken before.</summary>
        public KeptClock(IClock board, RestartNote note)
        {
            _board = board;
            _note = note;
        }

        public long UtcUnixMilliseconds => _board.IsSynchronised ? _board.UtcUnixMilliseconds : _note.StartUtcMilliseconds + _now;

        public bool IsSynchronised => _board.IsSynchronised || IsKept;

        /// <summary>How far the time may be off; meaningless while not synchronised.</summary>
        public long UncertaintyMilliseconds => _board.IsSynchronised ? SetMilliseconds : _note.UncertaintyMilliseconds + _now * AwakePartsPerMillion / 1000000;

        private bool IsKept => _note.HasTime && _note.UncertaintyMilliseconds + _now * AwakePartsPerMillion / 1000000 <= LimitMilliseconds;

        /// <summary><paramref name="now"/> = milliseconds since the chip started.</summary>
        public void Step(long now) => _now = now;

        /// <summary>What a sleep, or a restart of some seconds (0), adds.</summary>
        public static long SleepUncertainty(long sleepMilliseconds) => sleepMilliseconds * SleepPermille / 1000 + RestartMilliseconds;
    }
}
