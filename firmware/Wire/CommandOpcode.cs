namespace GreenPow.Wire
{
    /// <summary>What a command frame asks for. A payload of another length than its opcode's is refused by the device, not by the reader.</summary>
    public static class CommandOpcode
    {
        /// <summary>Blink so that somebody standing there finds it; payload: seconds u8.</summary>
        public const byte Identify = 1;

        /// <summary>Seal what there is and start again; no payload.</summary>
        public const byte Reboot = 2;

        /// <summary>Length of a slot; payload: seconds u16.</summary>
        public const byte ReportInterval = 3;

        /// <summary>Reports per seal of the managed signer; payload: count u8.</summary>
        public const byte SealInterval = 4;

        /// <summary>The attached miner and the heartbeat stop; payload: seconds u32, 0 = until resumed.</summary>
        public const byte PauseMining = 5;

        /// <summary>Ends a pause; no payload.</summary>
        public const byte ResumeMining = 6;

        /// <summary>Begins or ends an update of the firmware; the payload is the update's own.</summary>
        public const byte Update = 7;

        /// <summary>Another gateway key; payload: its x and y, 64, and behind them those of another recovery key, 64, if that changes too.</summary>
        public const byte KeyChange = 8;

        public static bool IsKnown(byte opcode)
        {
            return opcode >= Identify && opcode <= KeyChange;
        }

        /// <summary>In words, for logs and pages; null for a number that the protocol does not know.</summary>
        public static string Name(byte opcode)
        {
            switch (opcode)
            {
                case Identify: return "identify";
                case Reboot: return "reboot";
                case ReportInterval: return "report interval";
                case SealInterval: return "seal interval";
                case PauseMining: return "pause mining";
                case ResumeMining: return "resume mining";
                case Update: return "update";
                case KeyChange: return "key change";
                default: return null;
            }
        }
    }
}
