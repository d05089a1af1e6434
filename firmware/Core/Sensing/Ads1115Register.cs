namespace GreenPow.Core
{
    /// <summary>ADS1115 register map (TI SBAS444, table 8-1); all 16 bits.</summary>
    public static class Ads1115Register
    {
        public const byte Conversion = 0;    // signed, 62.5 uV at +-2.048 V
        public const byte Config = 1;        // reset 0x8583
        public const byte LowThreshold = 2;  // reset 0x8000
        public const byte HighThreshold = 3; // reset 0x7FFF

        /// <summary>OS: written, it begins a conversion; read, it says that none is running.</summary>
        public const int Idle = 0x8000;

        /// <summary>AIN0 against AIN1, or AIN2 against AIN3; +-2.048 V; single shot; 860 conversions a second; comparator off.</summary>
        public const int FirstPair = 0x05E3;

        public const int SecondPair = 0x35E3;
    }
}
