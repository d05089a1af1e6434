namespace GreenPow.Core
{
    /// <summary>Why a secure element does not sign for this meter.</summary>
    public static class SecureElementFault
    {
        public const byte None = 0;
        public const byte NotAnswering = 1;
        public const byte OtherChip = 2;
        public const byte ConfigNotLocked = 3;
        public const byte DataNotLocked = 4;
        public const byte NotAKeySlot = 5;
        public const byte KeyNotSecret = 6;
        public const byte MayNotSign = 7;
        public const byte LimitedUse = 8;
        public const byte NeedsRandomNonce = 9;
        public const byte NeedsAuthorisation = 10;
        public const byte KeyReplaceable = 11;
        public const byte NoKey = 12;
        public const byte RefusesToLock = 13;
        public const byte RefusesToWrite = 14;
        public const byte ClockTooSlow = 15;

        public static string Text(byte fault)
        {
            switch (fault)
            {
                case None: return "no fault";
                case NotAnswering: return "the secure element does not answer at address 0x60";
                case OtherChip: return "the secure element is no ATECC608";
                case ConfigNotLocked: return "the configuration of the secure element is not locked: provision it first";
                case DataNotLocked: return "the data zone of the secure element is not locked: provision it first";
                case NotAKeySlot: return "slot 0 of the secure element is not configured for a P-256 private key";
                case KeyNotSecret: return "slot 0 of the secure element is not secret";
                case MayNotSign: return "slot 0 of the secure element may not sign messages from outside";
                case LimitedUse: return "slot 0 of the secure element signs only a limited number of times";
                case NeedsRandomNonce: return "slot 0 of the secure element signs only with a random nonce of its own";
                case NeedsAuthorisation: return "slot 0 of the secure element signs only after an authorisation";
                case KeyReplaceable: return "slot 0 of the secure element is not locked: its key could be replaced";
                case NoKey: return "slot 0 of the secure element holds no key";
                case RefusesToLock: return "the secure element refuses to lock";
                case RefusesToWrite: return "the secure element refuses its configuration";
                case ClockTooSlow: return "the secure element is set to its slowest clock (M2): it may fall asleep before it has signed";
                default: return "unknown fault";
            }
        }
    }
}
