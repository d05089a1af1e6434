namespace GreenPow.Core
{
    /// <summary>
    /// ATM90E32AS register map (Microchip datasheet Atmel-46003, chapter 6); all 16 bits. Registers of the phases A, B, C follow
    /// each other, so a phase adds 0, 1 or 2; offset, power gain and angle stand 2 apart, the gains of voltage and current 4.
    /// </summary>
    public static class Atm90E32Register
    {
        public const int MeterEnable = 0x00;
        public const int PulseConstantHigh = 0x31;
        public const int PulseConstantLow = 0x32;
        public const int Mode0 = 0x33;
        public const int Mode1 = 0x34;
        public const int ActiveStartThreshold = 0x35; // 0.00032 W, the sum: below it no phase adds up
        public const int ActivePhaseThreshold = 0x38; // 0.00032 W, |P| + |Q| of one phase
        public const int PowerOffsetA = 0x41;         // signed, 0.00032 W; next phase + 2
        public const int PowerGainA = 0x47;           // signed, 1/32768; next phase + 2
        public const int PhaseAngleA = 0x48;          // periods of 2.048 MHz, bit 15: voltage is delayed; next phase + 2
        public const int VoltageGainA = 0x61;         // 0x8000 = 1; next phase + 4
        public const int CurrentGainA = 0x62;         // 0x8000 = 1; next phase + 4
        public const int SoftReset = 0x70;            // 0x789A resets the chip
        public const int LastData = 0x78;             // what the transfer before this one carried
        public const int SettingsDigest = 0x7A;       // CRC over registers 00 to 6F, x16 + x12 + x5 + 1, up to 14 ms behind them
        public const int SettingsAccess = 0x7F;       // 0x55AA opens the settings for writing
        public const int ForwardEnergyA = 0x81;       // cleared by reading
        public const int ReverseEnergyA = 0x85;       // cleared by reading
        public const int VoltageRmsA = 0xD9;          // 0.01 V
        public const int CurrentRmsA = 0xDD;          // 0.001 A

        public const int Open = 0x55AA;
        public const int Shut = 0x0000;
        public const int Reset = 0x789A;

        /// <summary>What <see cref="Mode0"/> holds after a reset.</summary>
        public const int Mode0AfterReset = 0x0087;

        /// <summary>Bit 15 of the first word: a read.</summary>
        public const int ReadBit = 0x8000;
    }
}
