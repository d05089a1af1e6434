using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// A pause that the gateway ordered, kept over every reboot until it ends or is taken back. A device that did not know the time
    /// counts the seconds it is awake, and after a reboot anew: it errs on the side of rest.
    /// </summary>
    public sealed class MinerPause
    {
        private const int Length = 8;
        private const uint UntilResumed = uint.MaxValue;

        private readonly SafeRecord _record;
        private readonly IClock _clock;
        private uint _untilUnix;
        private uint _seconds;
        private long _beganAt;

        public MinerPause(IFlash flash, IClock clock)
        {
            _record = new SafeRecord(flash, "pause");
            _clock = clock;
        }

        public bool IsPaused => _untilUnix != 0 || _seconds != 0;

        public void Load(long now)
        {
            byte[] stored = _record.Load();
            if (stored == null || stored.Length != Length) return;
            _untilUnix = Bytes.ReadUInt32(stored, 0);
            _seconds = Bytes.ReadUInt32(stored, 4);
            _beganAt = now;
        }

        /// <summary>Begins or replaces a pause; 0 = until resumed. False when the flash did not take it; it then holds until the next boot.</summary>
        public bool Pause(uint seconds, long now)
        {
            long end = (_clock.IsSynchronised ? _clock.UtcUnixMilliseconds / 1000 : 0) + seconds;
            bool isForEver = seconds == 0 || end >= UntilResumed;
            _untilUnix = isForEver ? UntilResumed : _clock.IsSynchronised ? (uint)end : 0;
            _seconds = seconds;
            _beganAt = now;
            return Save();
        }

        public bool Resume()
        {
            _untilUnix = _seconds = 0;
            return Save();
        }

        /// <summary>Ends a pause whose time is over.</summary>
        public void Step(long now)
        {
            if (!IsPaused || _untilUnix == UntilResumed) return;
            bool isOver = _untilUnix != 0 && _clock.IsSynchronised
                ? _clock.UtcUnixMilliseconds / 1000 >= _untilUnix
                : now - _beganAt >= _seconds * 1000L;
            if (isOver) Resume();
        }

        private bool Save()
        {
            byte[] bytes = new byte[Length];
            Bytes.WriteUInt32(bytes, 0, _untilUnix);
            Bytes.WriteUInt32(bytes, 4, _seconds);
            return _record.Save(bytes);
        }
    }
}
