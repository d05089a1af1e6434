namespace GreenPow.Core
{
    /// <summary>
    /// The board's clock for as long as it can be believed. One unsigned answer of a time server sets it, and slots told in the future cost
    /// their owner energy until that time has come, while slots without a time cost none. So a clock far ahead of what is known is no clock:
    /// ahead of the gateway's time, which a `have` carries under its MAC, and before the first one of a run, of what the run began with.
    /// </summary>
    public sealed class BelievedClock : IClock
    {
        /// <summary>As far ahead a gateway still believes a slot: beyond it finds InFuture.</summary>
        public const int AheadMilliseconds = 300000;

        /// <summary>2025-01-01: a clock that shows less was never set.</summary>
        public const long EarliestUnixSeconds = 1735689600;

        // What the count of milliseconds since the start may be off: ten times what ESP-IDF's System Time page states of the crystal.
        private const int PartsPerMillion = 100;

        private readonly IClock _board;
        private bool _isKnown;
        private uint _issuedAt;
        private long _knownUtc;
        private long _knownAt;
        private long _now;

        public BelievedClock(IClock board)
        {
            _board = board;
        }

        /// <summary>Runs on within a step, also while it is not believed.</summary>
        public long UtcUnixMilliseconds => _board.UtcUnixMilliseconds;

        public bool IsSynchronised => _board.IsSynchronised && (!_isKnown || _board.UtcUnixMilliseconds <= Latest);

        /// <summary>The gateway has told the time since the start.</summary>
        public bool IsGatewayKnown => _issuedAt != 0;

        /// <summary>No slot that ends later is believed: UTC in milliseconds. Holds while <see cref="IsGatewayKnown"/>.</summary>
        public long Latest => _knownUtc + (_now - _knownAt) + (_now - _knownAt) * PartsPerMillion / 1000000 + AheadMilliseconds;

        /// <summary>At every step; <paramref name="now"/> = milliseconds since the chip started.</summary>
        public void Step(long now)
        {
            _now = now;
            if (!_isKnown && _board.IsSynchronised) Know(_board.UtcUnixMilliseconds);
        }

        /// <summary>A `have` with the counter of the current login was issued then, so it is at least that late; an older one that comes again says nothing.</summary>
        public void Hear(uint issuedAt)
        {
            if (issuedAt <= _issuedAt || issuedAt < EarliestUnixSeconds) return;
            _issuedAt = issuedAt;
            Know(issuedAt * 1000L);
        }

        private void Know(long utc)
        {
            if (utc < EarliestUnixSeconds * 1000) return;
            _isKnown = true;
            _knownUtc = utc;
            _knownAt = _now;
        }
    }
}
