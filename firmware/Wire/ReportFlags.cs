namespace GreenPow.Wire
{
    /// <summary>Bits of a report's flags; any other bit makes the frame malformed.</summary>
    public static class ReportFlags
    {
        /// <summary>slotStart counts seconds since boot instead of unix seconds.</summary>
        public const ushort ClockNotSynchronised = 0x0001;

        public const ushort BrownOut = 0x0002;
        public const ushort Tamper = 0x0004;
        public const ushort InputClipped = 0x0008;

        /// <summary>Missing or expired: the gateway then counts at least twice the instrument's class uncertainty.</summary>
        public const ushort CalibrationMissing = 0x0010;

        public const ushort MadeWhileLinkDown = 0x0020;

        /// <summary>By surplus control; the heartbeat owes no shares for this time.</summary>
        public const ushort MiningPaused = 0x0040;

        /// <summary>A new segment begins; its first counters are a baseline.</summary>
        public const ushort HistoryLost = 0x0080;

        /// <summary>A 64-byte signature follows the channels.</summary>
        public const ushort Sealed = 0x8000;

        public const ushort All = 0x80FF;
    }
}
