using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// A little proof of work between samples: tries nonces on the gateway's job within a budget of hashes per second, and stops in time
    /// for the next sample; what one try costs is learned from the clock.
    /// One report names one job, so a new job waits until the slot that has work on the old one is over.
    /// </summary>
    public sealed class Heartbeat
    {
        // A step that came late is not caught up beyond this.
        private const int LongestBudgetMilliseconds = 10000;

        // A try that seems to take longer was not the try's doing: the clock was set meanwhile.
        private const int LongestTryMilliseconds = 500;

        private readonly int _hashesPerSecond;
        private readonly IRandom _random;
        private readonly IClock _clock;
        private readonly NonceSearch _search = new NonceSearch();
        private readonly byte[] _target = new byte[32];
        private readonly byte[] _start = new byte[4];
        private readonly uint[] _nonces = new uint[ReportFrame.MaximumShares];
        private WorkFrame _waiting;
        private long _waitingUntil;
        private uint _jobId;
        private uint _jobIssuedAt;
        private long _jobUntil;
        private uint _nonce;
        private uint _hashesTried;
        private byte _shareCount;
        private long _steppedTo;
        private long _budgetRemainder;

        public Heartbeat(int hashesPerSecond, IRandom random, IClock clock)
        {
            _hashesPerSecond = hashesPerSecond;
            _random = random;
            _clock = clock;
        }

        /// <summary>Job being worked on; 0 = none.</summary>
        public uint JobId => _jobId;

        /// <summary>Hashes tried since boot.</summary>
        public ulong HashesTotal { get; private set; }

        /// <summary>The longest that one try took lately; 0 until one was measured.</summary>
        public int TryMilliseconds { get; private set; }

        /// <summary>Takes a job whose MAC was checked and which lives until an uptime; an older or known one is ignored.</summary>
        public void Offer(WorkFrame work, long untilUptime)
        {
            uint newest = _waiting == null ? _jobIssuedAt : _waiting.IssuedAt;
            uint known = _waiting == null ? _jobId : _waiting.JobId;
            if (work.JobId == known || work.JobId == _jobId || work.IssuedAt < newest) return;
            if (!CompactTarget.TryExpand(work.TargetBits, _target)) return;
            _waiting = work;
            _waitingUntil = untilUptime;
        }

        /// <summary>Spends the budget of the time since the last call, as far as there is room before the next sample.</summary>
        /// <param name="startedAt">The clock when this step began, at uptime <paramref name="now"/>.</param>
        /// <param name="room">Milliseconds from then until the next sample is due.</param>
        /// <param name="isPaused">The device may not mine now; the time is not caught up later.</param>
        public void Step(long now, long startedAt, long room, bool isPaused)
        {
            long elapsed = now - _steppedTo;
            _steppedTo = now;
            if (_jobId != 0 && now >= _jobUntil && _hashesTried == 0) _jobId = 0;
            if (_waiting != null && _hashesTried == 0) Adopt();
            if (isPaused || _jobId == 0 || now >= _jobUntil)
            {
                _budgetRemainder = 0;
                return;
            }

            if (elapsed > LongestBudgetMilliseconds) elapsed = LongestBudgetMilliseconds;
            long budget = elapsed * _hashesPerSecond + _budgetRemainder;
            _budgetRemainder = budget % 1000;
            Search((int)(budget / 1000), startedAt + room);
        }

        /// <summary>Moves the slot's work into a report and begins the next slot's.</summary>
        public void Collect(ReportFrame into)
        {
            into.JobId = _hashesTried == 0 ? 0 : _jobId;
            into.HashesTried = _hashesTried;
            into.ShareCount = _shareCount;
            for (int i = 0; i < _shareCount; i++) into.Nonces[i] = _nonces[i];
            _hashesTried = 0;
            _shareCount = 0;
        }

        private void Search(int hashes, long deadline)
        {
            long before = _clock.UtcUnixMilliseconds;
            for (int i = 0; i < hashes; i++)
            {
                // A full report takes no more shares; finding ones that cannot be handed in would be waste.
                if (_shareCount == ReportFrame.MaximumShares || before + TryMilliseconds > deadline) return;
                if (_search.Try(_nonce)) _nonces[_shareCount++] = _nonce;
                _nonce = unchecked(_nonce + 1);
                _hashesTried++;
                HashesTotal++;
                long after = _clock.UtcUnixMilliseconds;
                long took = after - before;
                if (took < 0 || took > LongestTryMilliseconds) return;
                // The worst counts at once and is forgotten slowly.
                if (took > TryMilliseconds) TryMilliseconds = (int)took;
                else if (took < TryMilliseconds && (HashesTotal & 63) == 0) TryMilliseconds--;
                before = after;
            }
        }

        private void Adopt()
        {
            _jobId = _waiting.JobId;
            _jobIssuedAt = _waiting.IssuedAt;
            _jobUntil = _waitingUntil;
            CompactTarget.TryExpand(_waiting.TargetBits, _target);
            _search.Load(_waiting.Header, _target);
            _waiting = null;
            _random.Fill(_start);
            _nonce = Bytes.ReadUInt32(_start, 0);
        }
    }
}
