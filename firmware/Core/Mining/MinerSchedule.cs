using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// When the miner may run. Entries of five bytes: days u8 (bit 0 = Monday, of the day the entry begins on), from u16 and to u16 in UTC
    /// minutes of the day; an entry whose end is not behind its begin goes on after midnight.
    /// </summary>
    public static class MinerSchedule
    {
        public const int EntryLength = 5;

        private const int MinutesPerDay = 1440;

        /// <summary>True inside an entry; without entries always.</summary>
        public static bool IsOpen(byte[] entries, long unixSeconds)
        {
            if (entries == null || entries.Length == 0) return true;
            int minute = (int)(unixSeconds / 60 % MinutesPerDay);
            // 1970-01-01 was a Thursday: day 3 counted from Monday.
            int day = (int)((unixSeconds / 86400 + 3) % 7);
            for (int at = 0; at + EntryLength <= entries.Length; at += EntryLength)
            {
                int from = Bytes.ReadUInt16(entries, at + 1);
                int to = Bytes.ReadUInt16(entries, at + 3);
                bool isOvernight = to <= from;
                bool isDay = (entries[at] >> day & 1) != 0;
                bool wasDay = (entries[at] >> ((day + 6) % 7) & 1) != 0;
                if (isDay && minute >= from && (isOvernight || minute < to)) return true;
                if (isOvernight && wasDay && minute < to) return true;
            }

            return false;
        }
    }
}
