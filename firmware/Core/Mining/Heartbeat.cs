using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// A little proof of work between samples: tries nonces on the gateway's job within a budget of hashes per second.
    /// One report names one job, so a new job waits until the slot that has work on the old one is over.
    /// </summary>
    public sealed class Heartbeat
    {
        // A step that came late is not caught up beyond this.
        private const int LongestBudgetMilliseconds = 10000;

        private readonly int _hashesPerSecond;
        private readonly IRandom _random;
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

        public Heartbeat(int hashesPerSecond, IRandom random)
        {
            _hashesPerSecond = hashesPerSecond;
            _random = random;
        }

        /// <summary>Job being worked on; 0 = none.</summary>
        public uint JobId => _jobId;

        /// <summary>Hashes tried since boot.</summary>
        public ulong HashesTotal { get; private set; }

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

        /// <summary>Spends the budget of the time since the last call.</summary>
        public void Step(long now)
        {
            long elapsed = now - _steppedTo;
            _steppedTo = now;
            if (_jobId != 0 && now >= _jobUntil && _hashesTried == 0) _jobId = 0;
            if (_waiting != null && _hashesTried == 0) Adopt();
            if (_jobId == 0 || now >= _jobUntil)
            {
                _budgetRemainder = 0;
                return;
            }

            if (elapsed > LongestBudgetMilliseconds) elapsed = LongestBudgetMilliseconds;
            long budget = elapsed * _hashesPerSecond + _budgetRemainder;
            _budgetRemainder = budget % 1000;
            Search((int)(budget / 1000));
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

        private void Search(int hashes)
        {
            for (int i = 0; i < hashes; i++)
            {
                // A full report takes no more shares; finding ones that cannot be handed in would be waste.
                if (_shareCount == ReportFrame.MaximumShares) return;
                if (_search.Try(_nonce)) _nonces[_shareCount++] = _nonce;
                _nonce = unchecked(_nonce + 1);
                _hashesTried++;
                HashesTotal++;
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
