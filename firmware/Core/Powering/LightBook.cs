using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>The mornings of the last week: when light came first. No astronomy, no place needed: tomorrow is like the earliest of them.</summary>
    public sealed class LightBook
    {
        private const int Count = 7;
        private const uint DaySeconds = 86400;

        // Two first lights closer than this are one morning with a cloud in it.
        private const uint ApartSeconds = 16 * 3600;

        // So long after a morning it may still be day, whatever the season between the polar circles.
        private const uint DaylightSeconds = 14 * 3600;

        private readonly SafeRecord _record;
        private byte[] _bytes = new byte[4 * Count];

        public LightBook(IFlash flash)
        {
            _record = new SafeRecord(flash, "light");
        }

        public void Load()
        {
            byte[] stored = _record.Load();
            if (stored != null && stored.Length == _bytes.Length) _bytes = stored;
        }

        /// <summary>Light has come; kept when it is a new morning. The newest stands first.</summary>
        public void Add(uint utcSeconds)
        {
            uint newest = Bytes.ReadUInt32(_bytes, 0);
            if (newest != 0 && utcSeconds >= newest && utcSeconds - newest < ApartSeconds) return;
            // A time before the newest: one of the two clocks was wrong, and nobody knows which.
            byte[] next = new byte[_bytes.Length];
            if (utcSeconds >= newest) System.Array.Copy(_bytes, 0, next, 4, next.Length - 4);
            Bytes.WriteUInt32(next, 0, utcSeconds);
            _bytes = next;
            _record.Save(_bytes);
        }

        /// <summary>Seconds until the earliest morning to expect; 0 = unknown, or it may still or already be day.</summary>
        public uint SecondsToLight(uint utcSeconds)
        {
            uint soonest = 0;
            for (int i = 0; i < Count; i++)
            {
                uint morning = Bytes.ReadUInt32(_bytes, 4 * i);
                if (morning == 0) continue;
                if (morning > utcSeconds) return 0;
                uint since = (utcSeconds - morning) % DaySeconds;
                if (since < DaylightSeconds) return 0;
                if (soonest == 0 || DaySeconds - since < soonest) soonest = DaySeconds - since;
            }

            return soonest;
        }
    }
}
