namespace GreenPow.Core
{
    /// <summary>Averages one channel's meter over some seconds and tells how much it moved.</summary>
    public sealed class Measurement
    {
        public const int LeastSeconds = 5;
        public const int MostSeconds = 120;

        private readonly bool _isByPower;
        private long _sum;
        private long _least = long.MaxValue;
        private long _largest = long.MinValue;
        private long _millivolts;

        public Measurement(int seconds, bool isByPower)
        {
            Seconds = seconds;
            _isByPower = isByPower;
        }

        public int Seconds { get; }

        public int Count { get; private set; }

        public bool IsDone => Count == Seconds;

        /// <summary>A second without an answer, or beyond the instrument's range, spoils the whole.</summary>
        public string Fault { get; private set; }

        public long MeanMicroamps => CalibrationFit.Divide(_sum, Count);

        public long SpreadMicroamps => _largest - _least;

        public int Millivolts => (int)CalibrationFit.Divide(_millivolts, Count);

        public void Take(LiveValue value)
        {
            if (!value.IsThere) Fault = "The meter does not answer";
            else if (value.Clipped) Fault = "The input is beyond the instrument's range";
            else if (_isByPower && value.Millivolts < 1000) Fault = "There is no voltage: " + value.Millivolts.ToString() + " mV";
            if (Fault != null) return;
            long microamps = _isByPower ? value.PowerMicroamps : value.Microamps;
            _sum += microamps;
            _millivolts += value.Millivolts;
            if (microamps < _least) _least = microamps;
            if (microamps > _largest) _largest = microamps;
            Count++;
        }
    }
}
