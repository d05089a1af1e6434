namespace GreenPow.Core
{
    /// <summary>One instrument at one pair of terminals.</summary>
    public interface IPowerMeter
    {
        /// <summary>Which instrument it is, as in <c>GreenPow.Wire.Instrument</c>.</summary>
        byte Instrument { get; }

        /// <summary>Configures the chip and makes what it has accumulated so far the baseline; false when it does not answer.</summary>
        bool Start();

        /// <summary>
        /// Reads what happened since the last successful <see cref="Start"/> or <see cref="Read"/>.
        /// False when the chip did not answer or had lost its settings; then nothing is counted for that time.
        /// </summary>
        bool Read(PowerReading into, int elapsedMilliseconds);
    }

    /// <summary>What an instrument says, before calibration.</summary>
    public sealed class PowerReading
    {
        /// <summary>Energy since the last reading, a magnitude; the direction is that of <see cref="MeanMicroamps"/>.</summary>
        public long EnergyMicrojoules;

        /// <summary>Mean current since the last reading, signed.</summary>
        public long MeanMicroamps;

        /// <summary>Voltage now.</summary>
        public int Millivolts;

        /// <summary>The input went beyond the instrument's range since the last reading.</summary>
        public bool Clipped;
    }
}
