using GreenPow.Core;
using GreenPow.Wire;
using nanoFramework.Hardware.Esp32;

namespace GreenPow.Firmware
{
    /// <summary>
    /// Why the chip started. The platform tells only a wake from sleep; for the rest the firmware leaves itself a note before it restarts.
    /// Without one, a clock back at 1970 means that the power was off; else the chip crashed or browned out, and nobody can say which.
    /// </summary>
    public static class RestartNote
    {
        private const string Name = "restart";

        public static void Leave(IFlash flash, byte reason) => flash.Replace(Name, new byte[] { reason }, 0, 1);

        /// <summary>One of <see cref="ResetReason"/>; the note is good for one start.</summary>
        public static byte Take(IFlash flash, IClock clock)
        {
            byte[] note = new byte[1];
            bool hasNote = flash.Read(Name, 0, note, 0, 1) == 1;
            flash.Delete(Name);
            if (hasNote) return note[0];
            if (Sleep.GetWakeupCause() == Sleep.WakeupCause.Timer) return ResetReason.WokeFromSleep;
            return clock.IsSynchronised ? ResetReason.Unknown : ResetReason.PowerOn;
        }
    }
}
