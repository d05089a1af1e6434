namespace GreenPow.Core
{
    /// <summary>
    /// ATM90E32AS register map (Microchip datasheet Atmel-46003, chapter 6); all 16 bits. Registers of the phases A, B, C follow
    /// each other, so a phase adds 0, 1 or 2, in the gains 0, 4 or 8.
    /// </summary>
    public static class Atm90E32Register
    {
        public const int MeterEnable = 0x00;
        public const int PulseConstantHigh = 0x31;
        public const int PulseConstantLow = 0x32;
        public const int Mode0 = 0x33;
        public const int Mode1 = 0x34;
        public const int ActiveStartThreshold = 0x35; // 0.00032 W, all phases
        public const int ActivePhaseThreshold = 0x38; // 0.00032 W, one phase
        public const int VoltageGainA = 0x61;         // 0x8000 = 1; next phase + 4
        public const int CurrentGainA = 0x62;         // 0x8000 = 1; next phase + 4
        public const int LastData = 0x78;             // what the transfer before this one carried
        public const int SettingsDigest = 0x7A;       // CRC over the settings
        public const int SettingsAccess = 0x7F;       // 0x55AA opens the settings for writing
        public const int ForwardEnergyA = 0x81;       // cleared by reading
        public const int ReverseEnergyA = 0x85;       // cleared by reading
        public const int VoltageRmsA = 0xD9;          // 0.01 V
        public const int CurrentRmsA = 0xDD;          // 0.001 A

        public const int Open = 0x55AA;
        public const int Shut = 0x0000;

        /// <summary>Bit 15 of the first word: a read.</summary>
        public const int ReadBit = 0x8000;
    }
}
