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
}
