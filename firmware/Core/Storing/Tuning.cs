using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What the gateway may change about reporting by command, kept over every reboot; before any command, the options hold.</summary>
    public sealed class Tuning
    {
        public const int ShortestSlotSeconds = 10;
        public const int LongestSlotSeconds = 3600;
        public const int MostReportsPerSeal = 60;

        private const int Length = 3;

        private readonly SafeRecord _record;

        public Tuning(IFlash flash, int slotSeconds, int reportsPerSeal)
        {
            _record = new SafeRecord(flash, "tuning");
            SlotSeconds = slotSeconds;
            ReportsPerSeal = reportsPerSeal;
        }

        /// <summary>Length of a slot; slots end on its UTC multiples.</summary>
        public int SlotSeconds { get; private set; }

        /// <summary>Reports per seal with the managed signer.</summary>
        public int ReportsPerSeal { get; private set; }

        public void Load()
        {
            byte[] stored = _record.Load();
            if (stored == null || stored.Length != Length) return;
            if (AreSlotSeconds(Bytes.ReadUInt16(stored, 0))) SlotSeconds = Bytes.ReadUInt16(stored, 0);
            if (AreReportsPerSeal(stored[2])) ReportsPerSeal = stored[2];
        }

        public static bool AreSlotSeconds(int seconds) => seconds >= ShortestSlotSeconds && seconds <= LongestSlotSeconds;

        public static bool AreReportsPerSeal(int count) => count >= 1 && count <= MostReportsPerSeal;

        /// <summary>False when the flash did not take it, and then nothing has changed.</summary>
        public bool Change(int slotSeconds, int reportsPerSeal)
        {
            byte[] bytes = new byte[Length];
            Bytes.WriteUInt16(bytes, 0, unchecked((ushort)slotSeconds));
            bytes[2] = unchecked((byte)reportsPerSeal);
            if (!_record.Save(bytes)) return false;
            SlotSeconds = slotSeconds;
            ReportsPerSeal = reportsPerSeal;
            return true;
        }
    }
}
