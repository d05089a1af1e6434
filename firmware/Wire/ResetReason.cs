namespace GreenPow.Wire
{
    /// <summary>Values of resetReason in a status frame: why the chip started.</summary>
    public static class ResetReason
    {
        public const byte Unknown = 0;
        public const byte PowerOn = 1;
        public const byte BrownOut = 2;
        public const byte Watchdog = 3;
        public const byte WokeFromSleep = 4;
        public const byte Software = 5;

        /// <summary>As the end of a sentence: "Started after a brown-out".</summary>
        public static string Text(byte reason)
        {
            switch (reason)
            {
                case PowerOn: return "power on";
                case BrownOut: return "a brown-out";
                case Watchdog: return "its watchdog";
                case WokeFromSleep: return "sleep";
                case Software: return "a wanted restart";
                default: return "a reason that it does not know";
            }
        }
    }
}
