using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Reads the instruments and shares what they measured out to slots and intervals. An instrument integrates in hardware,
    /// so a late sample loses nothing: its energy is spread evenly over the time that it covers, across slot ends too.
    /// After a silence of more than <see cref="LongestSampleMilliseconds"/> nothing is spread: the silence is a gap.
    /// </summary>
    public sealed class MeterRoom
    {
        public const int LongestSampleMilliseconds = 120000;

        private readonly IPowerMeter[] _meters;
        private readonly Channel[] _channels;
        private readonly int _sampleMilliseconds;
        private readonly PowerReading _reading = new PowerReading();
        private long _sampledTo;
        private long _creditedTo;
        private bool _isBroken;

        public MeterRoom(IPowerMeter[] meters, Channel[] channels, SlotClock slots, int sampleMilliseconds)
        {
            _meters = meters;
            _channels = channels;
            Slots = slots;
            _sampleMilliseconds = sampleMilliseconds;
        }

        public SlotClock Slots { get; }

        public Channel[] Channels => _channels;

        /// <summary>An input was beyond its instrument's range since this was last cleared.</summary>
        public bool IsClipped { get; set; }

        /// <summary>Uptime up to which the instruments were read.</summary>
        public long SampledTo => _sampledTo;

        public void Start(long now)
        {
            for (int i = 0; i < _meters.Length; i++) _meters[i].Start();
            _sampledTo = _creditedTo = now;
            Slots.Begin(now);
        }

        /// <summary>Uptime at which the next sample is due.</summary>
        public long NextSampleUptime
        {
            get
            {
                long next = _sampledTo + _sampleMilliseconds;
                return next < Slots.EndUptime ? next : Slots.EndUptime;
            }
        }

        /// <summary>Samples when it is due; true when there is something for <see cref="NextEnded"/> to credit.</summary>
        public bool Sample(long now, bool always)
        {
            _isBroken = Slots.HasBroken(now);
            if (!always && !_isBroken && now - _sampledTo < _sampleMilliseconds && now < Slots.EndUptime) return false;
            if (now - _sampledTo > LongestSampleMilliseconds) _isBroken = true;
            else Read(now);
            return true;
        }

        /// <summary>Credits the sample up to the next end of a slot and gives that slot; null when all is credited.</summary>
        public SlotEnd NextEnded(long now)
        {
            long end = Slots.EndUptime;
            CreditTo(end < _sampledTo ? end : _sampledTo);
            if (_creditedTo >= end)
            {
                SlotEnd ended = Slots.End(Slots.ElapsedSeconds(end));
                Slots.Continue();
                return ended;
            }

            return _isBroken ? Break(now) : null;
        }

        /// <summary>Ends the running slot at once; null when it has not lasted a second.</summary>
        public SlotEnd EndNow(long now)
        {
            int seconds = Slots.ElapsedSeconds(now);
            return seconds == 0 ? null : Slots.End(seconds);
        }

        private SlotEnd Break(long now)
        {
            _isBroken = false;
            SlotEnd ended = EndNow(_sampledTo);
            if (_sampledTo != now)
            {
                // What the instruments integrated during a long silence is not known to belong anywhere.
                for (int i = 0; i < _meters.Length; i++) _meters[i].Start();
                _sampledTo = _creditedTo = now;
            }

            Slots.Begin(now);
            return ended;
        }

        private void Read(long now)
        {
            int elapsed = (int)(now - _sampledTo);
            Channel[] channels = _channels;
            for (int m = 0; m < _meters.Length; m++)
            {
                bool ok = elapsed > 0 && _meters[m].Read(_reading, elapsed);
                if (ok && _reading.Clipped) IsClipped = true;
                for (int c = 0; c < channels.Length; c++)
                {
                    Channel channel = channels[c];
                    if (channel.Meter != m) continue;
                    if (ok) channel.Sample(_reading, elapsed);
                    else channel.SampleMissed();
                }
            }

            _sampledTo = now;
        }

        private void CreditTo(long to)
        {
            while (_creditedTo < to)
            {
                int interval = Slots.IntervalAt(_creditedTo);
                long intervalEnd = Slots.IntervalEndUptime(interval);
                long partEnd = intervalEnd > _creditedTo && intervalEnd < to ? intervalEnd : to;
                for (int c = 0; c < _channels.Length; c++)
                    _channels[c].Credit(interval, partEnd - _creditedTo, _sampledTo - _creditedTo);
                _creditedTo = partEnd;
            }
        }
    }
}
