namespace GreenPow.Core
{
    /// <summary>
    /// Our own commands beside Improv's, in the same framing; 0x80 and above are free in the standard. Every result begins with
    /// the string "ok", or is one string that says why not, beside the error state 0xFF. docs/provisioning.md has the table.
    /// </summary>
    public static class InstallerCommand
    {
        public const byte SetSetting = 0x80;
        public const byte GetSetting = 0x81;
        public const byte ReadIdentity = 0x82;
        public const byte ReadStatus = 0x83;
        public const byte Restart = 0x84;
        public const byte SignOwnership = 0x85;
        public const byte Identify = 0x86;
        public const byte AddRandomness = 0x87;

        public const byte ScanMeters = 0x88;

        /// <summary>Over serial only.</summary>
        public const byte FullErase = 0x89;

        /// <summary>Over serial only, and never to be undone.</summary>
        public const byte LockSecureElement = 0x8A;

        public const byte BeginCommissioning = 0x90;
        public const byte Live = 0x91;
        public const byte CheckDirection = 0x92;
        public const byte InvertMeter = 0x93;
        public const byte MeasureZero = 0x94;
        public const byte MeasureLoad = 0x95;
        public const byte ClearPoints = 0x96;
        public const byte Calibrate = 0x97;
        public const byte SetSite = 0x98;
        public const byte SetCapacity = 0x99;
        public const byte SetReference = 0x9A;
        public const byte Finish = 0x9B;
        public const byte ReadFrame = 0x9C;
        public const byte ReadReport = 0x9D;
        public const byte AddInstallerSignature = 0x9E;
        public const byte EndCommissioning = 0x9F;

        public const byte UpdatePiece = 0xA0;
    }
}
