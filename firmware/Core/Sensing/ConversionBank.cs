namespace GreenPow.Core
{
    /// <summary>
    /// Energy of finished conversions on its way to the counters. A conversion of 2.25 s is put in whole when it is seen, and
    /// taken out evenly by the clock: power never arrives in lumps, never for longer than the time that passed, and each
    /// conversion once. It runs some seconds behind; what is in it when power goes is not counted.
    /// </summary>
    public sealed class ConversionBank
    {
        /// <summary>1024 x (1.1 + 1.1) ms by the datasheet; the chip's own oscillator is up to 10 % off (SBOS547B, section 6.5).</summary>
        public const int NominalMilliseconds = 2253;

        /// <summary>The longest wait between two looks that cannot hide a conversion.</summary>
        public const int SafeMilliseconds = 2000;

        /// <summary>
        /// How much time the bank holds after a conversion came in: the longest wait for the next (4 s), and what
        /// <see cref="Follow"/> needs of room for an oscillator that is 10 % slow.
        /// </summary>
        public const int LevelMilliseconds = 8000;

        // A conversion is put in for 1/16 of the level's error longer or shorter: the chip's real period is found within a
        // minute or two, and not knowing when exactly it ended within a second weighs a conversion wrong by under 3 %.
        private const int Follow = 16;

        private long _microjoules;
        private long _microampMilliseconds;
        private int _milliseconds;

        /// <summary>Empty of energy; time in which nothing is known to have flowed fills it.</summary>
        public void Clear()
        {
            _microjoules = 0;
            _microampMilliseconds = 0;
            _milliseconds = LevelMilliseconds;
        }

        /// <summary>How long the next conversion is to be taken for, in milliseconds.</summary>
        public int NextMilliseconds => NominalMilliseconds + (LevelMilliseconds - NominalMilliseconds - _milliseconds) / Follow;

        /// <summary>One conversion, signed by its direction, over <see cref="NextMilliseconds"/>.</summary>
        public void Add(long microjoules, long microampMilliseconds)
        {
            _milliseconds += NextMilliseconds;
            _microjoules += microjoules;
            _microampMilliseconds += microampMilliseconds;
        }

        /// <summary>Conversions may have gone by unseen: their time is there, and no energy for it.</summary>
        public void SkipUnseen()
        {
            if (_milliseconds < LevelMilliseconds) _milliseconds = LevelMilliseconds;
        }

        /// <summary>Takes out what belongs to the time that has passed.</summary>
        public void Take(int elapsedMilliseconds, out long microjoules, out long microampMilliseconds)
        {
            if (elapsedMilliseconds >= _milliseconds)
            {
                microjoules = _microjoules;
                microampMilliseconds = _microampMilliseconds;
                _milliseconds = 0;
            }
            else
            {
                // At most 2 x 10^10 uJ and 10^9 uA ms times 10^4 ms.
                microjoules = _microjoules * elapsedMilliseconds / _milliseconds;
                microampMilliseconds = _microampMilliseconds * elapsedMilliseconds / _milliseconds;
                _milliseconds -= elapsedMilliseconds;
            }

            _microjoules -= microjoules;
            _microampMilliseconds -= microampMilliseconds;
        }
    }
}
