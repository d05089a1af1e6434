using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Which reports are sealed. One signature covers every report before it, so with a slow signer few are enough.</summary>
    public static class SealPolicy
    {
        /// <summary>
        /// A secure element seals all. The managed signer seals where <paramref name="reportsPerSeal"/> slots end together in UTC
        /// (so a day's end has its seal), and at the latest so many reports after the last seal.
        /// </summary>
        public static bool IsDue(byte signerKind, int reportsPerSeal, int reportsSinceSeal, SlotEnd slot, int slotSeconds)
        {
            if (signerKind == SignerKind.SecureElement || reportsSinceSeal + 1 >= reportsPerSeal) return true;
            return slot.IsSynchronised && (slot.Start + slot.Seconds) % ((long)slotSeconds * reportsPerSeal) == 0;
        }
    }
}
