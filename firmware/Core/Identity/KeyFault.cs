namespace GreenPow.Core
{
    /// <summary>Why there is no key on the device.</summary>
    public static class KeyFault
    {
        public const byte None = 0;
        public const byte NotMade = 1;
        public const byte RadioOff = 2;
        public const byte GeneratorStuck = 3;
        public const byte GeneratorBiased = 4;
        public const byte GeneratorRepeats = 5;
        public const byte FlashFull = 6;
        public const byte Damaged = 7;

        public static string Text(byte fault)
        {
            switch (fault)
            {
                case None: return "no fault";
                case NotMade: return "no key has been made yet";
                case RadioOff: return "the radio is off, and without it the generator is not random";
                case GeneratorStuck: return "the generator gave the same byte 6 times in a row";
                case GeneratorBiased: return "the generator gave one value 62 times or more in 512 bytes";
                case GeneratorRepeats: return "the generator gave the same 8 bytes twice in 1,024";
                case FlashFull: return "the flash did not take the key";
                case Damaged: return "both copies of the key on the flash are damaged; this device is another one from now on";
                default: return "unknown fault";
            }
        }
    }
}
