namespace GreenPow.Core
{
    /// <summary>INA226 register map (SBOS547B, table 7-1); all 16 bits.</summary>
    public static class Ina226Register
    {
        public const byte Config = 0x00;      // reset 0x4127
        public const byte ShuntVoltage = 0x01; // signed, 2.5 uV
        public const byte BusVoltage = 0x02;  // 1.25 mV, bit 15 always 0
        public const byte Power = 0x03;       // unsigned, 25 x CURRENT_LSB watts
        public const byte Current = 0x04;     // signed, shunt x CALIBRATION / 2048
        public const byte Calibration = 0x05; // 15 bits, reset 0
        public const byte MaskEnable = 0x06;
        public const byte AlertLimit = 0x07;
        public const byte ManufacturerId = 0xFE; // 0x5449
        public const byte DieId = 0xFF;          // 0x226 << 4 | revision

        /// <summary>MASK/ENABLE bit CVRF: a conversion has finished; reading the register clears it.</summary>
        public const int ConversionReady = 1 << 3;

        /// <summary>MASK/ENABLE bit OVF: current and power are not valid.</summary>
        public const int MathOverflow = 1 << 2;
    }
}
