namespace GreenPow.Core
{
    /// <summary>What became of a command.</summary>
    public static class CommandVerdict
    {
        public const byte None = 0;
        public const byte Waiting = 1;
        public const byte Obeyed = 2;
        public const byte Malformed = 3;
        public const byte OtherDevice = 4;
        public const byte OtherNetwork = 5;
        public const byte Repeated = 6;
        public const byte TooOld = 7;
        public const byte TooMany = 8;
        public const byte BadSignature = 9;
        public const byte NotForThisKey = 10;
        public const byte BadPayload = 11;
        public const byte FlashFull = 12;

        public static string Text(byte verdict)
        {
            switch (verdict)
            {
                case None: return "nothing yet";
                case Waiting: return "waits to be verified";
                case Obeyed: return "obeyed";
                case Malformed: return "not a command frame";
                case OtherDevice: return "for another device";
                case OtherNetwork: return "for another network";
                case Repeated: return "it waits already, or its counter was taken before, or a higher one";
                case TooOld: return "issued more than 7 days ago";
                case TooMany: return "16 commands or 2 KB of them wait already";
                case BadSignature: return "not signed by the gateway or the recovery key";
                case NotForThisKey: return "the recovery key only changes keys, and only it changes itself";
                case BadPayload: return "the payload is not of its opcode's length, or holds no point of P-256";
                case FlashFull: return "the flash did not take the counter";
                default: return "unknown verdict";
            }
        }
    }
}
