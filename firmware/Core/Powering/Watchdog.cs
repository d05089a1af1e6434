namespace GreenPow.Core
{
    /// <summary>
    /// Notices that the main loop has not come round. nanoFramework gives no hardware watchdog to managed code, so a thread of its own asks
    /// <see cref="Check"/> and reboots. It sees a managed loop or wait that does not end; where the interpreter itself stands still, only power helps.
    /// </summary>
    public sealed class Watchdog
    {
        /// <summary>The longest honest step is a signature check and a sealed report: under ten seconds.</summary>
        public const int UsualLimitMilliseconds = 60000;

        private readonly SafeRecord _record;
        private readonly int _limitMilliseconds;
        private long _fedAt;
        private bool _hasBitten;

        /// <summary>The record is written by the watching thread alone and read before that thread is started.</summary>
        public Watchdog(IFlash flash, int limitMilliseconds)
        {
            _record = new SafeRecord(flash, "watchdog");
            _limitMilliseconds = limitMilliseconds;
        }

        /// <summary>True when the start before this one was ended by the watchdog; forgets it. Called once, at boot.</summary>
        public bool TakeBite()
        {
            byte[] stored = _record.Load();
            if (stored == null || stored.Length != 1 || stored[0] == 0) return false;
            _record.Save(new byte[1]);
            return true;
        }

        /// <summary>The main loop has come round.</summary>
        public void Feed(long now) => _fedAt = now;

        /// <summary>Asked once a second by the watching thread; true = reboot now, the reason has been written down.</summary>
        public bool Check(long now)
        {
            if (now - _fedAt <= _limitMilliseconds) return false;
            if (_hasBitten) return true;
            _hasBitten = true;
            // The record must know which of its two files is the newer one, also where nobody took a bite.
            _record.Load();
            _record.Save(new byte[] { 1 });
            return true;
        }
    }
}
