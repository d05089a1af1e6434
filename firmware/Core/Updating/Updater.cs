using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Everything about updates in a running firmware: the trial of this image, and the way of the next one onto the flash.</summary>
    public sealed class Updater : IUpdateSink
    {
        // A sender that has fallen silent does not keep the device from its night's sleep.
        private const int SilenceMilliseconds = 120000;

        private readonly RunningImage _running;
        private readonly Slots _slots;
        private readonly Trial _trial;
        private readonly UpdateReceiver _receiver;
        private bool _hasHeardNow;
        private bool _hasHeard;
        private long _heardAt;

        public Updater(IFlash flash, RunningImage running, byte[] releaseKey65, byte profile)
        {
            _running = running;
            _slots = new Slots(flash);
            _trial = new Trial(flash, _slots, running);
            _receiver = new UpdateReceiver(flash, _slots, running, releaseKey65, profile);
        }

        /// <summary>One of <see cref="UpdateProgress"/>'s states.</summary>
        public byte State => _receiver.State;

        /// <summary>One of <see cref="UpdateFault"/>: why the newest image was not taken.</summary>
        public byte Fault => _receiver.Fault;

        /// <summary>A newer image was tried and given up. What was not even taken is the sender's to know, from topic `progress`.</summary>
        public bool HasFailed => IsGivenUp(Slots.A) || IsGivenUp(Slots.B);

        public bool IsOnTrial => _trial.IsOpen;

        /// <summary>End in order (seal, sleep), clear the start counter and reboot: a staged image waits, or this one has been given up.</summary>
        public bool WantsRestart => _trial.HasFailed || _receiver.IsStaged;

        /// <summary>A step soon has work: call again at once.</summary>
        public bool HasWork => _receiver.HasWork;

        public void Boot()
        {
            _slots.Load();
            // The loader may not have been able to write it.
            if (_running.Slot == Slots.Deployed) _slots.SetLoader(_running.Version);
            _receiver.Boot();
        }

        /// <summary>Takes over one <see cref="UpdateChunk"/> from the network or a cable; dropped while one waits, for the sender sends again what is missing.</summary>
        public void Take(byte[] chunk)
        {
            if (chunk != null && _receiver.Offer(chunk, chunk.Length)) _hasHeardNow = true;
        }

        /// <summary>
        /// At most one piece or one slice. <paramref name="gatewayHasHeard"/>: a `have` or a PUBACK came since the start;
        /// <paramref name="mayWrite"/> is false while the supply is too low to begin a write.
        /// </summary>
        public void Step(long now, bool gatewayHasHeard, bool mayWrite)
        {
            if (_hasHeardNow)
            {
                _hasHeardNow = false;
                _hasHeard = true;
                _heardAt = now;
            }

            if (!mayWrite) return;
            _trial.Step(now, gatewayHasHeard);
            _receiver.Step(now, _trial.IsOpen);
        }

        /// <summary>What to publish on topic `progress`, or to write back on the cable, <see cref="UpdateProgress.Length"/> bytes; false when there is nothing new.</summary>
        public bool TakeAnswer(byte[] into) => _receiver.TakeAnswer(into);

        /// <summary>True while sleep would cut something short.</summary>
        public bool KeepsAwake(long now) => _trial.IsOpen || HasWork || (_hasHeard && now - _heardAt < SilenceMilliseconds);

        private bool IsGivenUp(int slot) => _slots.State(slot) == SlotState.Failed && _slots.CompareVersion(slot, _running.Version) > 0;
    }
}
