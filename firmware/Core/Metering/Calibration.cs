namespace GreenPow.Core
{
    /// <summary>How one channel's raw readings become true ones, from the commissioning record.</summary>
    public sealed class Calibration
    {
        /// <summary>Low byte of the commissioning record's number, 0 = none.</summary>
        public byte Record;

        /// <summary>Uncertainty of the calibrated energy in 0.01 %, k = 2.</summary>
        public ushort UncertaintyHundredths;

        /// <summary>True current = reading x (1 + ppm / 10^6) + <see cref="OffsetMicroamps"/>.</summary>
        public int GainPpm;

        /// <summary>Added after the gain: what takes the reading to zero without current.</summary>
        public int OffsetMicroamps;

        /// <summary>Below this the channel reads zero: noise of an open input is never counted.</summary>
        public uint ZeroMilliwatts;

        /// <summary>
        /// Largest correction that a commissioning record may ask for; a meter further out is broken.
        /// It also keeps the arithmetic of <see cref="Channel"/> inside 64 bits.
        /// </summary>
        public const int LargestGainPpm = 200000;
    }
}
