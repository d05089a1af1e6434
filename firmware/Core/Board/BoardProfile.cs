namespace GreenPow.Core
{
    /// <summary>The two boards that hardware/README.md describes.</summary>
    public static class BoardProfile
    {
        /// <summary>ESP32-S3 with 16 MB flash and PSRAM.</summary>
        public const byte Reference = 1;

        /// <summary>Classic ESP32 with 4 MB flash: about 40 KB of managed heap beside Bluetooth.</summary>
        public const byte Small = 2;
    }
}
