namespace GreenPow.Core
{
    /// <summary>
    /// Cuts time into slots that end on UTC multiples of their length. No two slots ever overlap, whatever the clock does:
    /// a jump closes the running slot at what it had, and a clock that shows a time already reported is treated as not
    /// synchronised until it has caught up. Unsynchronised slots count seconds since boot instead.
    /// </summary>
    public sealed class SlotClock
    {
        /// <summary>A clock that moves further than this against the uptime has jumped; SNTP corrections stay below.</summary>
        public const long JumpMilliseconds = 2000;

        /// <summary>A day before the end of u32 seconds in February 2106. What counts them in i32 ends in 2038; here nothing does.</summary>
        public const long LatestUnixSeconds = uint.MaxValue - 86400L;

        private readonly IClock _clock;
        private readonly Tuning _tuning;
        private readonly int _intervalsPerSlot;
        private long _offset;
        private int _plannedSeconds;
        private int _plannedIntervals;
        private bool _hasEnded;

        public SlotClock(IClock clock, Tuning tuning, int intervalsPerSlot)
        {
            _clock = clock;
            _tuning = tuning;
            _intervalsPerSlot = intervalsPerSlot;
        }

        /// <summary>Start of the running slot: UTC seconds, or seconds since boot while not synchronised.</summary>
        public long Start { get; private set; }

        public bool IsSynchronised { get; private set; }

        /// <summary>
        /// No slot with UTC begins before it: the end of the last one, kept with every record, so that it holds across boots; or what
        /// <see cref="BelieveNothingAfter"/> left of it.
        /// </summary>
        public long LastUtcEnd { get; set; }

        /// <summary>Uptime at which the running slot ends.</summary>
        public long EndUptime => (Start + _plannedSeconds) * 1000 - _offset;

        private long StartUptime => Start * 1000 - _offset;

        /// <summary>A slot that was told to end later has told a time that nobody believes: it keeps no later one from its time.</summary>
        public void BelieveNothingAfter(long unixSeconds)
        {
            if (LastUtcEnd > unixSeconds) LastUtcEnd = unixSeconds;
        }

        /// <summary>Begins the first slot after boot, or the next after a jump, at the next whole second.</summary>
        public void Begin(long now)
        {
            IsSynchronised = HasFreshTime();
            _offset = IsSynchronised ? _clock.UtcUnixMilliseconds - now : 0;
            Start = (now + _offset + 999) / 1000;
            if (IsSynchronised && Start < LastUtcEnd) Start = LastUtcEnd;
            Plan();
        }

        /// <summary>Begins the next slot where the last one ended.</summary>
        public void Continue()
        {
            Start += _plannedSeconds;
            Plan();
        }

        /// <summary>Follows small corrections of the clock; true when the running slot must be closed early and begun anew.</summary>
        public bool HasBroken(long now)
        {
            bool hasTime = HasFreshTime();
            // After another slot one without time lasts at least a second: its report is what tells of a time that no clock knew. At a start the boot tells it.
            if (!IsSynchronised) return hasTime && (ElapsedSeconds(now) > 0 || !_hasEnded);
            if (!hasTime) return true;
            long offset = _clock.UtcUnixMilliseconds - now;
            long moved = offset - _offset;
            if (moved > JumpMilliseconds || moved < -JumpMilliseconds) return true;
            _offset = offset;
            return false;
        }

        /// <summary>Which interval an uptime falls into; what is before the slot (a fraction of a second) belongs to the first.</summary>
        public int IntervalAt(long uptime)
        {
            if (_plannedIntervals == 0 || uptime <= StartUptime) return 0;
            long index = (uptime - StartUptime) * _plannedIntervals / (_plannedSeconds * 1000L);
            return index >= _plannedIntervals ? _plannedIntervals - 1 : (int)index;
        }

        /// <summary>Uptime at which an interval of the running slot ends.</summary>
        public long IntervalEndUptime(int interval) =>
            _plannedIntervals == 0 ? EndUptime : StartUptime + (interval + 1) * (_plannedSeconds * 1000L) / _plannedIntervals;

        /// <summary>Full seconds of the running slot that have passed.</summary>
        public int ElapsedSeconds(long now)
        {
            long seconds = (now - StartUptime) / 1000;
            return seconds < 0 ? 0 : seconds > _plannedSeconds ? _plannedSeconds : (int)seconds;
        }

        /// <summary>Ends the running slot one second after it began, whether that has passed or not; the next one begins behind it.</summary>
        public SlotEnd EndEmpty() => End(1);

        /// <summary>Ends the running slot after so many of its seconds; what remains of its plan is given up.</summary>
        public SlotEnd End(int seconds)
        {
            int intervalSeconds = _plannedIntervals == 0 ? 0 : _plannedSeconds / _plannedIntervals;
            int intervals = intervalSeconds == 0 ? 0 : seconds % intervalSeconds == 0 ? seconds / intervalSeconds : 1;
            _plannedSeconds = seconds;
            _hasEnded = true;
            if (IsSynchronised) LastUtcEnd = Start + seconds;
            return new SlotEnd(Start, seconds, intervals, IsSynchronised);
        }

        // A time before the last reported one is no time: at most the jump tolerance is waited out. Nor is one that no frame can carry.
        private bool HasFreshTime()
        {
            if (!_clock.IsSynchronised) return false;
            long utc = _clock.UtcUnixMilliseconds;
            return utc + JumpMilliseconds >= LastUtcEnd * 1000 && utc >= BelievedClock.EarliestUnixSeconds * 1000 && utc < LatestUnixSeconds * 1000;
        }

        private void Plan()
        {
            _plannedSeconds = (int)(_tuning.SlotSeconds - Start % _tuning.SlotSeconds);
            _plannedIntervals = _intervalsPerSlot;
            while (_plannedIntervals > 1 && _plannedSeconds % _plannedIntervals != 0) _plannedIntervals--;
        }
    }
}
