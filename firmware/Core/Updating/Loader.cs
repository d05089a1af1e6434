using System;

namespace GreenPow.Core
{
    /// <summary>
    /// Called first by the deployed firmware's Main: starts the image of a slot in its place, or says that the deployed firmware is to go on.
    /// What it is about to try stands in the book before it runs, so a start that crashes at once, hangs or loses power has been counted.
    /// </summary>
    public sealed class Loader
    {
        /// <summary>Starts that a new image gets to reach the gateway; more than one, for power goes away at any time.</summary>
        public const int MaximumAttempts = 3;

        /// <summary>After so many starts in a row that ended early, the deployed firmware runs until one start has been stable.</summary>
        public const int DeployedAboveStarts = 6;

        private readonly IFlash _flash;
        private readonly IImageRunner _runner;
        private readonly IPower _power;
        private readonly RunningImage _deployed;
        private readonly Slots _slots;
        private readonly StartCounter _starts;
        private bool _isChanged;

        /// <summary><paramref name="runner"/> is null on a board that cannot load an image: then the deployed firmware always runs.</summary>
        public Loader(IFlash flash, IImageRunner runner, IPower power, RunningImage deployed)
        {
            _flash = flash;
            _runner = runner;
            _power = power;
            _deployed = deployed;
            _slots = new Slots(flash);
            _starts = new StartCounter(flash);
        }

        /// <summary>Does not return on the chip while an image of a slot runs; otherwise the deployed firmware is what runs.</summary>
        public RunningImage Start()
        {
            _slots.Load();
            _starts.Load();
            _isChanged = _slots.SetLoader(_deployed.Version);
            int slot = _runner == null ? Slots.Deployed : Choose();
            byte[] image = slot == Slots.Deployed ? null : Read(slot);
            while (slot != Slots.Deployed && image == null)
            {
                GiveUp(slot);
                slot = Choose();
                image = slot == Slots.Deployed ? null : Read(slot);
            }

            _starts.Begin();
            // An image that could not be written down is not started: nobody would know what runs, nor how often it was tried.
            if (slot != Slots.Deployed && Mark(slot)) Run(slot, image);
            if (_slots.Running != Slots.Deployed)
            {
                _slots.Running = Slots.Deployed;
                _isChanged = true;
            }

            if (_isChanged) _slots.Save();
            return _deployed;
        }

        private int Choose()
        {
            for (int slot = Slots.A; slot <= Slots.B; slot++)
                if (_slots.State(slot) == SlotState.Trying && _slots.Attempts(slot) >= MaximumAttempts)
                {
                    GiveUp(slot);
                    _starts.Clear();
                }

            for (int slot = Slots.A; slot <= Slots.B; slot++)
            {
                bool isNew = _slots.State(slot) == SlotState.Staged || _slots.State(slot) == SlotState.Trying;
                if (isNew && IsNewerThanDeployed(slot)) return slot;
            }

            bool isFallenBack = _starts.Count >= DeployedAboveStarts;
            return !isFallenBack && _slots.Current != Slots.Deployed && IsNewerThanDeployed(_slots.Current) ? _slots.Current : Slots.Deployed;
        }

        // After flashing by cable the newer of the two runs.
        private bool IsNewerThanDeployed(int slot) => _slots.CompareVersion(slot, _deployed.Version) > 0;

        private void GiveUp(int slot)
        {
            _slots.Fail(slot);
            _isChanged = true;
        }

        private byte[] Read(int slot)
        {
            try
            {
                return SlotFile.TryReadImage(_flash, _slots, slot);
            }
            catch (Exception)
            {
                // Too little memory for it.
                return null;
            }
        }

        private bool Mark(int slot)
        {
            if (_slots.State(slot) != SlotState.Confirmed)
            {
                _slots.SetAttempts(slot, _slots.Attempts(slot) + 1);
                _slots.SetState(slot, SlotState.Trying);
                _isChanged = true;
            }

            if (_slots.Running != slot) _isChanged = true;
            _slots.Running = slot;
            if (_isChanged && !_slots.Save()) return false;
            _isChanged = false;
            return true;
        }

        // However this ends, the chip starts anew: after a refused image the platform's table of types is not to be trusted.
        private void Run(int slot, byte[] image)
        {
            bool hasRun;
            try
            {
                hasRun = _runner.Run(image, image.Length);
            }
            catch (Exception)
            {
                hasRun = true;
            }

            if (!hasRun)
            {
                GiveUp(slot);
                _slots.Running = Slots.Deployed;
                // Where even this cannot be written, starting anew would end here again: the deployed firmware goes on.
                if (!_slots.Save()) return;
                _isChanged = false;
            }

            _power.Reboot();
        }
    }
}
