namespace GreenPow.Core
{
    /// <summary>INA228 register map (SLYS021, table 7-3); sizes in bytes as they travel.</summary>
    public static class Ina228Register
    {
        public const byte Config = 0x00;         // 2
        public const byte AdcConfig = 0x01;      // 2
        public const byte ShuntCal = 0x02;       // 2
        public const byte ShuntTempCo = 0x03;    // 2, 14 bits, ppm/K
        public const byte VShunt = 0x04;         // 3, signed 20 bits << 4, 312.5 nV (78.125 nV with ADCRANGE = 1)
        public const byte VBus = 0x05;           // 3, signed 20 bits << 4, never negative, 195.3125 uV
        public const byte DieTemperature = 0x06; // 2
        public const byte Current = 0x07;        // 3, signed 20 bits << 4, CURRENT_LSB
        public const byte Power = 0x08;          // 3, unsigned 24 bits, 3.2 x CURRENT_LSB watts
        public const byte Energy = 0x09;         // 5, unsigned 40 bits, 16 x 3.2 x CURRENT_LSB joules, of the power's magnitude
        public const byte Charge = 0x0A;         // 5, signed 40 bits, CURRENT_LSB coulombs; beyond its end it wraps or begins at zero
        public const byte DiagAlert = 0x0B;      // 2, reset value 0x0001
        public const byte ManufacturerId = 0x3E; // 2, 0x5449
        public const byte DeviceId = 0x3F;       // 2, 0x228 << 4 | revision

        /// <summary>DIAG_ALRT bit ALATCH: the flags below stay until DIAG_ALRT is read.</summary>
        public const int AlertLatch = 1 << 15;

        /// <summary>DIAG_ALRT bit MATHOF: an arithmetic overflow made current or power invalid; only RSTACC clears it (table 7-16).</summary>
        public const int MathOverflow = 1 << 9;

        /// <summary>DIAG_ALRT bit CNVRF: a conversion has finished; reading DIAG_ALRT clears it.</summary>
        public const int ConversionReady = 1 << 1;

        /// <summary>DIAG_ALRT bit MEMSTAT: 0 = the checksum over the chip's trim memory is wrong.</summary>
        public const int MemoryIsSound = 1;
    }
}
