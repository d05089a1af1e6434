using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Waits between attempts: doubling from one second up to a limit, each shortened at random by up to half, so that a fleet does not return as one.</summary>
    public sealed class Backoff
    {
        private const int FirstMilliseconds = 1000;

        private readonly IRandom _random;
        private readonly int _longestMilliseconds;
        private readonly byte[] _bytes = new byte[4];
        private int _milliseconds = FirstMilliseconds;

        public Backoff(IRandom random, int longestMilliseconds)
        {
            _random = random;
            _longestMilliseconds = longestMilliseconds;
        }

        public void Reset() => _milliseconds = FirstMilliseconds;

        /// <summary>Milliseconds to wait before the next attempt.</summary>
        public int Next()
        {
            int wait = _milliseconds < _longestMilliseconds ? _milliseconds : _longestMilliseconds;
            _milliseconds = wait < _longestMilliseconds / 2 ? wait * 2 : _longestMilliseconds;
            _random.Fill(_bytes);
            return wait - (int)(Bytes.ReadUInt32(_bytes, 0) % (uint)(wait / 2 + 1));
        }
    }
}
