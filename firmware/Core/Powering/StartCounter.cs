using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Counts starts whose run ended without notice before it was <see cref="StableMilliseconds"/> old. The chip cannot tell a crash from a power cut,
    /// so both count; what follows (safe mode) is mild and ends by itself.
    /// </summary>
    public sealed class StartCounter
    {
        /// <summary>A run this long clears the count.</summary>
        public const int StableMilliseconds = 600000;

        /// <summary>With more starts than this in a row the device only measures and reports: no mining, no local page.</summary>
        public const int SafeModeAbove = 3;

        private readonly SafeRecord _record;
        private readonly byte[] _bytes = new byte[4];

        public StartCounter(IFlash flash)
        {
            _record = new SafeRecord(flash, "starts");
        }

        /// <summary>Starts since the last run that was stable or ended in order, the present one included.</summary>
        public int Count { get; private set; }

        public bool IsSafeMode => Count > SafeModeAbove;

        public void Load()
        {
            byte[] stored = _record.Load();
            Count = stored != null && stored.Length == _bytes.Length ? Bytes.ReadInt32(stored, 0) : 0;
        }

        /// <summary>Counts this start before anything else can go wrong; called once, by the loader.</summary>
        public void Begin() => Write(Count + 1);

        /// <summary>The run ends in order (sleep, wanted restart), or what failed has been put aside.</summary>
        public void Clear()
        {
            if (Count > 0) Write(0);
        }

        /// <summary>Clears the count once the run is old enough; <paramref name="now"/> = milliseconds since the chip started.</summary>
        public void Step(long now)
        {
            if (now >= StableMilliseconds) Clear();
        }

        private void Write(int count)
        {
            Bytes.WriteInt32(_bytes, 0, count);
            if (_record.Save(_bytes)) Count = count;
        }
    }
}
