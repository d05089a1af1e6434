using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// One report channel: calibrates readings, counts energy in its own direction, and keeps the means of the running slot.
    /// The instruments integrate the magnitude of power; the sign of the mean current says which way it went. Energy that
    /// flowed against the channel's direction is not counted: a generation channel never counts backwards, at night or ever.
    /// </summary>
    public sealed class Channel
    {
        private readonly bool _reversed;
        private readonly long[] _intervalMicrojoules = new long[ReportFrame.MaximumIntervals];
        private long _gainRemainder;
        private long _pendingMicrojoules;
        private long _sampleMicroamps;
        private int _sampleMillivolts;
        private long _millivoltMilliseconds;
        private long _microampMilliseconds;
        private long _sampledMilliseconds;

        public Channel(byte role, int meter, bool reversed)
        {
            Role = role;
            Meter = meter;
            _reversed = reversed;
        }

        /// <summary>Changes only by a commissioning record; the counter goes on.</summary>
        public byte Role { get; set; }

        /// <summary>Index of the instrument.</summary>
        public int Meter { get; }

        public Calibration Calibration { get; set; } = new Calibration();

        public EnergyCounter Counter { get; } = new EnergyCounter();

        /// <summary>Mean power of the last sample, for display and for surplus control.</summary>
        public int PowerMilliwatts { get; private set; }

        public int Millivolts => _sampleMillivolts;

        /// <summary>Mean current of the last sample in the channel's direction, calibrated.</summary>
        public long Microamps => _sampleMicroamps;

        /// <summary>The instrument did not answer when it was asked last.</summary>
        public bool IsSilent { get; private set; }

        /// <summary>Takes a reading over the past milliseconds; its energy waits for <see cref="Credit"/>.</summary>
        public void Sample(PowerReading reading, int elapsedMilliseconds)
        {
            IsSilent = false;
            Calibration calibration = Calibration;
            long gain = 1000000 + calibration.GainPpm;
            bool backwards = reading.MeanMicroamps < 0;
            long scaled = reading.EnergyMicrojoules * gain + _gainRemainder;

            // uA x mV = nW; x ms = pJ.
            long offsetMicrojoules = (long)calibration.OffsetMicroamps * reading.Millivolts / 1000 * elapsedMilliseconds / 1000;
            long microjoules = scaled / 1000000 + (backwards ? -offsetMicrojoules : offsetMicrojoules);
            long microamps = reading.MeanMicroamps * gain / 1000000 + calibration.OffsetMicroamps;

            // Microjoules per millisecond are milliwatts.
            bool isZero = microjoules <= 0 || microjoules < calibration.ZeroMilliwatts * (long)elapsedMilliseconds;
            bool isMine = (microamps < 0) == _reversed;
            if (!isZero && isMine) _gainRemainder = scaled % 1000000;
            _pendingMicrojoules = isZero || !isMine ? 0 : microjoules;
            _sampleMillivolts = reading.Millivolts;
            _sampleMicroamps = isZero ? 0 : _reversed ? -microamps : microamps;
            PowerMilliwatts = elapsedMilliseconds > 0 ? ToInt(_pendingMicrojoules / elapsedMilliseconds) : 0;
        }

        /// <summary>Nothing is known about the past milliseconds: nothing is counted, and a slot of nothing else shows no voltage.</summary>
        public void SampleMissed()
        {
            IsSilent = true;
            _pendingMicrojoules = 0;
            _sampleMillivolts = 0;
            _sampleMicroamps = 0;
            PowerMilliwatts = 0;
        }

        /// <summary>Counts the share of the sample that belongs to one interval: <paramref name="part"/> of <paramref name="remaining"/> ms not yet credited.</summary>
        public void Credit(int interval, long part, long remaining)
        {
            long microjoules = part >= remaining ? _pendingMicrojoules : _pendingMicrojoules * part / remaining;
            _pendingMicrojoules -= microjoules;
            Counter.Add(microjoules);
            _intervalMicrojoules[interval] += microjoules;
            if (IsSilent) return;
            _millivoltMilliseconds += (long)_sampleMillivolts * part;
            _microampMilliseconds += _sampleMicroamps * part;
            _sampledMilliseconds += part;
        }

        /// <summary>Fills the channel of a report over <paramref name="intervalCount"/> equal intervals and begins the next slot.</summary>
        public void Close(ReportChannel into, int intervalCount, int slotSeconds)
        {
            into.Role = Role;
            into.Calibration = Calibration.Record;
            into.UncertaintyHundredths = Calibration.UncertaintyHundredths;
            into.EnergyMilliwattHours = Counter.MilliwattHours;
            into.VoltageMillivolts = (uint)(_sampledMilliseconds > 0 ? _millivoltMilliseconds / _sampledMilliseconds : 0);
            into.CurrentMilliamps = ToInt(_sampledMilliseconds > 0 ? _microampMilliseconds / _sampledMilliseconds / 1000 : 0);
            CloseIntervals(into, intervalCount, slotSeconds);
            _millivoltMilliseconds = _microampMilliseconds = _sampledMilliseconds = 0;
        }

        private void CloseIntervals(ReportChannel into, int intervalCount, int slotSeconds)
        {
            // A slot that was cut short ends on a full second; what was counted in the fraction behind it belongs to the last interval.
            long last = 0;
            for (int i = intervalCount == 0 ? 0 : intervalCount - 1; i < _intervalMicrojoules.Length; i++) last += _intervalMicrojoules[i];
            for (int i = 0; i < intervalCount; i++)
            {
                long microjoules = i == intervalCount - 1 ? last : _intervalMicrojoules[i];
                into.MeanPowerMilliwatts[i] = ToInt(microjoules * intervalCount / (slotSeconds * 1000L));
            }

            Array.Clear(_intervalMicrojoules, 0, _intervalMicrojoules.Length);
        }

        private static int ToInt(long value) => value > int.MaxValue ? int.MaxValue : value < int.MinValue ? int.MinValue : (int)value;
    }
}
