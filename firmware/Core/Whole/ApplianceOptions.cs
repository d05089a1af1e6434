namespace GreenPow.Core
{
    /// <summary>What the firmware knows about itself and its board before it has read a byte of flash.</summary>
    public sealed class ApplianceOptions
    {
        /// <summary>One of <see cref="BoardProfile"/>.</summary>
        public byte Profile = BoardProfile.Reference;

        /// <summary>The firmware that runs: its version, its digest, and whether it is on trial.</summary>
        public RunningImage Running;

        /// <summary>Uncompressed P-256 key whose signature an update must carry, 65 bytes.</summary>
        public byte[] ReleaseKey;

        /// <summary>Four numbers, most significant first.</summary>
        public byte[] FirmwareVersion => Running.Version;

        /// <summary>SHA-256 of the firmware that runs, 32 bytes.</summary>
        public byte[] FirmwareDigest => Running.Digest;
    }

    /// <summary>The two boards that hardware/README.md describes.</summary>
    public static class BoardProfile
    {
        /// <summary>ESP32-S3 with 16 MB flash and PSRAM.</summary>
        public const byte Reference = 1;

        /// <summary>Classic ESP32 with 4 MB flash: about 40 KB of managed heap beside Bluetooth.</summary>
        public const byte Small = 2;
    }
}
