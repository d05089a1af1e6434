namespace GreenPow.Core
{
    /// <summary>An instrument whose clamp or shunt may be on the wrong way round: turned in software, its current has the other sign.</summary>
    public sealed class ClampMeter : IPowerMeter
    {
        private readonly IPowerMeter _meter;

        public ClampMeter(IPowerMeter meter, bool isInverted)
        {
            _meter = meter;
            IsInverted = isInverted;
        }

        public bool IsInverted { get; set; }

        public byte Instrument => _meter.Instrument;

        /// <summary>All instruments of a board, turned as <see cref="Settings.InvertedMeters"/> says.</summary>
        public static ClampMeter[] Wrap(IPowerMeter[] meters, byte inverted)
        {
            ClampMeter[] clamps = new ClampMeter[meters.Length];
            for (int i = 0; i < clamps.Length; i++) clamps[i] = new ClampMeter(meters[i], ((inverted >> i) & 1) != 0);
            return clamps;
        }

        public bool Start() => _meter.Start();

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            if (!_meter.Read(into, elapsedMilliseconds)) return false;
            if (IsInverted) into.MeanMicroamps = -into.MeanMicroamps;
            return true;
        }
    }
}
