using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// What one run leaves for the next: why it ended of its own will, and what time it was. The platform shows managed code only whether the
    /// chip woke from deep sleep (<c>Sleep.GetWakeupCause</c>); ESP-IDF's esp_reset_reason is not offered, so a crash of the interpreter, a brown-out
    /// of the chip and a power cut all look like power coming on.
    /// </summary>
    /// <remarks>
    /// <code>
    /// 0  1  reason, as in ResetReason; 0 = none     8  8  UTC in milliseconds when written, if known
    /// 1  1  1 = the time was known                 16  4  sleep asked for, milliseconds; 0 = a restart
    /// 2  2  0                                      20  4  uncertainty of that time, milliseconds
    /// 4  4  0
    /// </code>
    /// </remarks>
    public sealed class RestartNote
    {
        private const int Length = 24;

        private readonly SafeRecord _record;

        public RestartNote(IFlash flash)
        {
            _record = new SafeRecord(flash, "restart");
        }

        /// <summary>Why this start happened, for the status frame; valid after <see cref="Take"/>.</summary>
        public byte Reason { get; private set; }

        /// <summary>The run before knew the time, and what has passed since is known too.</summary>
        public bool HasTime { get; private set; }

        /// <summary>When the chip started, as far as is known: UTC in milliseconds.</summary>
        public long StartUtcMilliseconds { get; private set; }

        public long UncertaintyMilliseconds { get; private set; }

        /// <summary>
        /// Reads and forgets the note, once at boot. <paramref name="boardReason"/> is what the board can tell (woke from sleep, or power on),
        /// <paramref name="hasBitten"/> what the watchdog wrote.
        /// </summary>
        public void Take(byte boardReason, bool hasBitten)
        {
            byte[] stored = _record.Load();
            bool isThere = stored != null && stored.Length == Length && stored[0] != ResetReason.Unknown;
            if (isThere) _record.Save(new byte[Length]);
            Reason = Judge(boardReason, hasBitten, isThere ? stored[0] : ResetReason.Unknown);
            int sleepMilliseconds = isThere ? Bytes.ReadInt32(stored, 16) : 0;
            bool isUnbroken = isThere && !hasBitten && (boardReason == ResetReason.WokeFromSleep) == (sleepMilliseconds > 0);
            HasTime = isUnbroken && stored[1] == 1;
            if (!HasTime) return;
            StartUtcMilliseconds = unchecked((long)Bytes.ReadUInt64(stored, 8)) + sleepMilliseconds;
            UncertaintyMilliseconds = Bytes.ReadInt32(stored, 20) + KeptClock.SleepUncertainty(sleepMilliseconds);
        }

        /// <summary>Written last before a wanted restart (<paramref name="sleepMilliseconds"/> = 0) or sleep; a time that is not believed is not kept.</summary>
        public bool Write(byte reason, KeptClock clock, bool isBelieved, long sleepMilliseconds)
        {
            byte[] bytes = new byte[Length];
            bytes[0] = reason;
            if (clock.IsSynchronised && isBelieved)
            {
                bytes[1] = 1;
                Bytes.WriteUInt64(bytes, 8, unchecked((ulong)clock.UtcUnixMilliseconds));
                Bytes.WriteInt32(bytes, 20, (int)clock.UncertaintyMilliseconds);
            }

            Bytes.WriteInt32(bytes, 16, (int)sleepMilliseconds);
            // The record must know which of its two files is the newer one, also where nobody took a note.
            _record.Load();
            return _record.Save(bytes);
        }

        private static byte Judge(byte boardReason, bool hasBitten, byte noted)
        {
            if (hasBitten) return ResetReason.Watchdog;
            // Asleep because of the supply, and then without any: still the supply.
            if (noted == ResetReason.BrownOut) return noted;
            if (boardReason == ResetReason.WokeFromSleep) return boardReason;
            return noted == ResetReason.Software ? noted : boardReason;
        }
    }
}
