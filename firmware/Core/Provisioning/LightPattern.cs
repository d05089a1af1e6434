namespace GreenPow.Core
{
    /// <summary>What the light says: milliseconds on, off, on, off and so on, from the beginning again.</summary>
    public static class LightPattern
    {
        public const int LongFlash = 700;
        public const int ShortFlash = 150;
        public const int BetweenFlashes = 350;
        public const int BetweenCodes = 2000;

        /// <summary>All is well: a spark every five seconds.</summary>
        public static readonly int[] Working = { 50, 4950 };

        /// <summary>The button was pressed: commands are taken.</summary>
        public static readonly int[] Authorised = { 250, 250 };

        /// <summary>Joining a network.</summary>
        public static readonly int[] Joining = { 500, 500 };

        public static readonly int[] Commissioning = { 900, 100 };

        /// <summary>"This one": asked for by the installer.</summary>
        public static readonly int[] Identify = { 50, 50 };

        /// <summary>Let go of the button now, or the settings go.</summary>
        public static readonly int[] ResetWarning = { 100, 100 };

        /// <summary>Long flashes, then short ones, then a pause.</summary>
        public static int[] Code(byte trouble)
        {
            int longs = Trouble.LongFlashes(trouble);
            int flashes = longs + Trouble.ShortFlashes(trouble);
            int[] pattern = new int[2 * flashes];
            for (int i = 0; i < flashes; i++)
            {
                pattern[2 * i] = i < longs ? LongFlash : ShortFlash;
                pattern[2 * i + 1] = i + 1 < flashes ? BetweenFlashes : BetweenCodes;
            }

            return pattern;
        }
    }
}
