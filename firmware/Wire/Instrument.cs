namespace GreenPow.Wire
{
    /// <summary>Measuring chips and what their class is worth; only those that integrate in hardware or average without gaps are minted from.</summary>
    public static class Instrument
    {
        public const byte Ina228 = 1;
        public const byte Ina226 = 2;
        public const byte Atm90E32 = 3;
        public const byte Ads1115 = 4;
        public const byte Esp32Adc = 5;

        public static bool IsKnown(byte instrument)
        {
            return instrument >= Ina228 && instrument <= Esp32Adc;
        }

        /// <summary>Of the reading, in hundredths of a percent, with its shunt or clamp, k = 2; 100 % for a chip that is not known.</summary>
        public static ushort ClassUncertainty(byte instrument)
        {
            switch (instrument)
            {
                case Ina228: return 50;
                case Ina226: return 100;
                case Atm90E32: return 100;
                case Ads1115: return 500;
                case Esp32Adc: return 1500;
                default: return 10000;
            }
        }

        /// <summary>What a device declares of a channel that was never calibrated: of an INA228 every tolerance of chip and a 1 % shunt at its limit, all one way (docs/decisions/0012).</summary>
        public static ushort UncalibratedUncertainty(byte instrument)
        {
            return instrument == Ina228 ? (ushort)300 : (ushort)(2 * ClassUncertainty(instrument));
        }

        /// <summary>What the chip may report with nothing flowing, in milliwatts; it is added to the uncertainty over time.</summary>
        public static uint ClassZeroMilliwatts(byte instrument)
        {
            switch (instrument)
            {
                case Ina228: return 20;
                case Ina226: return 100;
                case Atm90E32: return 500;
                case Ads1115: return 5000;
                case Esp32Adc: return 20000;
                default: return 20000;
            }
        }

        /// <summary>False for chips that are sampled in software: they are for display.</summary>
        public static bool IsMintable(byte instrument)
        {
            return instrument == Ina228 || instrument == Ina226 || instrument == Atm90E32;
        }

        /// <summary>Highest voltage that the chip measures, in millivolts (RMS for mains); 0 for a chip that measures current alone.</summary>
        public static uint MaximumMillivolts(byte instrument)
        {
            switch (instrument)
            {
                case Ina228: return 85000;
                case Ina226: return 36000;
                case Atm90E32: return 480000;
                default: return 0;
            }
        }
    }
}
