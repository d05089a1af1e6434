using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>A new image is confirmed when the gateway has heard from it, and given up when that has not happened in time.</summary>
    public sealed class Trial
    {
        /// <summary>Ten minutes from the start of the chip.</summary>
        public const int LimitMilliseconds = 600000;

        private readonly IFlash _flash;
        private readonly Slots _slots;
        private readonly RunningImage _running;

        public Trial(IFlash flash, Slots slots, RunningImage running)
        {
            _flash = flash;
            _slots = slots;
            _running = running;
            IsOpen = running.IsOnTrial;
        }

        /// <summary>Nothing else may be tried, and the device does not sleep, until this is over.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>The image has been given up: end in order and restart, then the one before it runs.</summary>
        public bool HasFailed { get; private set; }

        /// <summary><paramref name="gatewayHasHeard"/>: a `have` came, or the PUBACK of a status or report, since this start.</summary>
        public void Step(long now, bool gatewayHasHeard)
        {
            if (!IsOpen) return;
            if (gatewayHasHeard) Confirm();
            else if (now >= LimitMilliseconds) GiveUp();
        }

        private void Confirm()
        {
            UpdateHeader header = SlotFile.TryReadHeader(_flash, _running.Slot);
            if (header == null) return;
            _slots.Confirm(_running.Slot, header.OldestAllowed);
            IsOpen = !_slots.Save();
        }

        private void GiveUp()
        {
            _slots.Fail(_running.Slot);
            // Not written: the loader counts this start, and gives up after a few.
            _slots.Save();
            IsOpen = false;
            HasFailed = true;
        }
    }
}
