namespace GreenPow.Core
{
    /// <summary>One comparison: what the installer's instrument said, and what ours did meanwhile. Signs are those of the meter, not of the role.</summary>
    public sealed class CalibrationPoint
    {
        public const byte Zero = 0;

        /// <summary>Compared by current, in microamps.</summary>
        public const byte ByCurrent = 1;

        /// <summary>Compared by power, in milliwatts; it is kept as the current that carries it.</summary>
        public const byte ByPower = 2;

        public byte Kind;

        /// <summary>Seconds that were averaged.</summary>
        public int Seconds;

        /// <summary>As the installer said it: microamps or milliwatts; 0 of a zero point.</summary>
        public uint Reference;

        /// <summary>Of the reference instrument at this reading, 0.01 %, k = 2.</summary>
        public ushort ReferenceUncertaintyHundredths;

        /// <summary>The same in microamps, with the meter's sign.</summary>
        public long TrueMicroamps;

        /// <summary>Mean of our readings in microamps.</summary>
        public long ReadMicroamps;

        /// <summary>Largest less smallest of them.</summary>
        public long SpreadMicroamps;

        public int Millivolts;
    }
}
