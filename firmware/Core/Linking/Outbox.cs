using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Sends reports from the spool, oldest first, in payloads of one or several with a few of them unacknowledged.
    /// An acknowledgement only moves the window; what may be deleted says the gateway's `have`.
    /// </summary>
    public sealed class Outbox
    {
        /// <summary>The longest report behind its u16 length: a board with little memory sends one at a time, from the spool's own workspace.</summary>
        public const int ShortestPayload = Spool.WorkspaceLength;

        // After a login the gateway says what it has; without an answer everything is sent.
        private const int HaveWaitMilliseconds = 10000;

        private readonly DeviceOptions _options;
        private readonly ILink _link;
        private readonly Spool _spool;
        private readonly string _topic;
        private readonly byte[] _payload;
        private readonly Flight[] _flights;
        private readonly ulong[] _rangeFrom = new ulong[HaveFrame.MaximumRanges];
        private readonly ulong[] _rangeEnd = new ulong[HaveFrame.MaximumRanges];
        private int _rangeCount;
        private ulong _next = 1;
        private long _waitUntil;

        public Outbox(DeviceOptions options, ILink link, Spool spool, string deviceId)
        {
            _options = options;
            _link = link;
            _spool = spool;
            _topic = Topics.Report(deviceId);
            _payload = options.PublishBytes == ShortestPayload ? spool.Workspace : new byte[options.PublishBytes];
            _flights = new Flight[options.PublishWindow];
            for (int i = 0; i < _flights.Length; i++) _flights[i] = new Flight();
        }

        /// <summary>Reports wait to be sent, or to be acknowledged.</summary>
        public bool HasUnsent
        {
            get
            {
                if (_next <= _spool.LastSequence || _rangeCount > 0) return true;
                for (int i = 0; i < _flights.Length; i++)
                    if (_flights[i].Token != 0) return true;
                return false;
            }
        }

        /// <summary>A connection begins: nothing goes out until the gateway has said what it has, for a while.</summary>
        public void CameUp(long now, bool expectsHave) => _waitUntil = expectsHave ? now + HaveWaitMilliseconds : now;

        /// <summary>A connection ended: what was not acknowledged is sent again.</summary>
        public void WentDown()
        {
            for (int i = 0; i < _flights.Length; i++)
            {
                Flight flight = _flights[i];
                if (flight.Token != 0 && !flight.IsAgain && flight.First < _next) _next = flight.First;
                flight.Token = 0;
            }

            _rangeCount = 0;
        }

        /// <summary>The gateway holds everything up to a sequence.</summary>
        public void Has(ulong sequence)
        {
            _waitUntil = 0;
            if (sequence >= _next) _next = sequence + 1;
        }

        /// <summary>Sends again from a sequence on.</summary>
        public void SendFrom(ulong sequence)
        {
            if (sequence < _next) _next = sequence;
        }

        /// <summary>Sends a range again; one that is asked for already is not sent twice.</summary>
        public void SendAgain(ulong from, uint count)
        {
            ulong end = from + count;
            if (end > _next) end = _next;
            if (from >= end || _rangeCount == _rangeFrom.Length) return;
            for (int i = 0; i < _rangeCount; i++)
                if (from >= _rangeFrom[i] && end <= _rangeEnd[i]) return;
            _rangeFrom[_rangeCount] = from;
            _rangeEnd[_rangeCount++] = end;
        }

        /// <summary>A publish was acknowledged; false when it was not one of ours.</summary>
        public bool Acknowledged(int token)
        {
            for (int i = 0; i < _flights.Length; i++)
            {
                if (_flights[i].Token != token) continue;
                _flights[i].Token = 0;
                return true;
            }

            return false;
        }

        /// <summary>Fills the window. False when an acknowledgement is overdue: the connection is then no good.</summary>
        public bool Step(long now)
        {
            for (int i = 0; i < _flights.Length; i++)
            {
                Flight flight = _flights[i];
                if (flight.Token != 0)
                {
                    if (now - flight.SentAt > _options.AcknowledgementTimeoutMilliseconds) return false;
                    continue;
                }

                if (now < _waitUntil || !Send(flight, now)) continue;
            }

            return true;
        }

        private bool Send(Flight flight, long now)
        {
            bool isAgain = _rangeCount > 0;
            if (!isAgain && _next < _spool.FirstSequence) _next = _spool.FirstSequence;
            ulong first = isAgain ? _rangeFrom[0] : _next;
            ulong end = isAgain ? _rangeEnd[0] : _spool.LastSequence + 1;
            ulong sequence = first;
            int length = Fill(ref sequence, end);
            int token = length == 0 ? 0 : _link.Publish(_topic, _payload, length, 1, false);
            if (length > 0 && token == 0) return false;

            if (!isAgain) _next = sequence;
            else if (sequence >= end) DropFirstRange();
            else _rangeFrom[0] = sequence;
            flight.Token = token;
            flight.First = first;
            flight.IsAgain = isAgain;
            flight.SentAt = now;
            return length > 0;
        }

        // Each frame behind its u16 length. What the spool cannot give back is passed over, and the history marked; one such miss
        // a step, for looking is slow.
        private int Fill(ref ulong sequence, ulong end)
        {
            int at = 0;
            while (sequence < end && _payload.Length - at >= ShortestPayload)
            {
                int length = _spool.Read(sequence, _payload, at + 2);
                if (length == 0)
                {
                    if (!_spool.IsMissTold) _spool.NoteLoss();
                    sequence = _spool.NextAfterMiss < end ? _spool.NextAfterMiss : end;
                    break;
                }

                Bytes.WriteUInt16(_payload, at, (ushort)length);
                at += length + 2;
                sequence++;
            }

            return at;
        }

        private void DropFirstRange()
        {
            _rangeCount--;
            for (int i = 0; i < _rangeCount; i++)
            {
                _rangeFrom[i] = _rangeFrom[i + 1];
                _rangeEnd[i] = _rangeEnd[i + 1];
            }
        }

        private sealed class Flight
        {
            public int Token;
            public ulong First;
            public bool IsAgain;
            public long SentAt;
        }
    }
}
