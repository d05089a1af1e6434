namespace GreenPow.Core
{
    /// <summary>
    /// Root mean square of a mains current from a few samples a second. Mains and the device's clock drift against each other,
    /// so samples fall on every part of the wave; the mean of their squares forgets slowly enough to average over them.
    /// </summary>
    public sealed class ClampRms
    {
        private readonly bool _isBiased;
        private readonly int _memory;
        private int _count;
        private long _mean;
        private long _meanSquare;

        /// <param name="isBiased">The input rests at a voltage of its own, which is taken out.</param>
        /// <param name="memory">Samples over which it averages.</param>
        public ClampRms(bool isBiased, int memory)
        {
            _isBiased = isBiased;
            _memory = memory;
        }

        public void Clear()
        {
            _count = 0;
            _mean = 0;
            _meanSquare = 0;
        }

        /// <summary>One sample, at most 8 V either way.</summary>
        public void Add(int microvolts)
        {
            if (_count < _memory) _count++;

            // The mean keeps 8 bits below a microvolt: without them it would stop short of the input by the memory's length.
            _mean += (((long)microvolts << 8) - _mean) / _count;
            long square = (long)microvolts * microvolts;
            _meanSquare += (square - _meanSquare) / _count;
        }

        public int Microvolts
        {
            get
            {
                long mean = _isBiased ? _mean >> 8 : 0;
                long variance = _meanSquare - mean * mean;
                return variance <= 0 ? 0 : (int)Root(variance);
            }
        }

        /// <summary>Largest whole number whose square is at most this, bit by bit.</summary>
        public static long Root(long square)
        {
            long root = 0;
            for (long bit = 1L << 62; bit != 0; bit >>= 2)
            {
                if (square >= root + bit)
                {
                    square -= root + bit;
                    root = (root >> 1) + bit;
                }
                else root >>= 1;
            }

            return root;
        }
    }
}
