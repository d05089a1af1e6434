namespace GreenPow.Core
{
    /// <summary>What came of a command that was the gateway's and new.</summary>
    public static class CommandResult
    {
        public const byte None = 0;
        public const byte Done = 1;
        public const byte SlotSecondsOutOfRange = 2;
        public const byte ReportsPerSealOutOfRange = 3;
        public const byte FlashFull = 4;

        /// <summary>The board cannot do it, or refuses what the payload asks.</summary>
        public const byte BoardRefused = 5;

        public static string Text(byte result)
        {
            switch (result)
            {
                case None: return "no command yet";
                case Done: return "done";
                case SlotSecondsOutOfRange: return "a slot has 10 to 3600 seconds";
                case ReportsPerSealOutOfRange: return "a seal covers 1 to 60 reports";
                case FlashFull: return "the flash did not take it";
                case BoardRefused: return "this board cannot do that";
                default: return "unknown result";
            }
        }
    }
}
