using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What must only ever grow across boots, beside the reports themselves: bootCount, the login counter, how far the history went.</summary>
    public sealed class DeviceState
    {
        private const int Length = 61;

        private readonly SafeRecord _record;
        private readonly byte[] _bytes = new byte[Length];

        public DeviceState(IFlash flash)
        {
            _record = new SafeRecord(flash, "state");
        }

        public uint BootCount;
        public ulong LoginCounter;

        /// <summary>Newest report that the gateway holds sealed and verified, as far as was known when this was written; 0 = none.</summary>
        public ulong HaveSequence;

        /// <summary>SHA-256 of that report.</summary>
        public readonly byte[] HaveHash = new byte[Sha256.DigestLength];

        /// <summary>Newest report known to be in the spool when this was written: tells an empty spool from a lost one.</summary>
        public ulong MadeSequence;

        /// <summary>
        /// The device's key was made together with this record, so there is no history of it anywhere: reports may begin at 1 without
        /// asking. A record that is lost does not say so, and then the gateway is asked first.
        /// </summary>
        public bool IsKeyNew;

        /// <summary>Part of the history was lost: no report before the gateway has said how far it went. Cleared by the first report after that.</summary>
        public bool MustAsk;

        /// <summary>
        /// Part of the history was lost and no report says so yet: the next one opens a segment. Cleared only when a report that
        /// says it is in the spool, for a power cut must not make the loss look like an unbroken history.
        /// </summary>
        public bool OwesLoss;

        /// <summary>There is a record: what it says holds.</summary>
        public bool IsKnown { get; private set; }

        public bool Load()
        {
            byte[] payload = _record.Load();
            IsKnown = payload != null && payload.Length == Length;
            if (!IsKnown) return false;
            IsKeyNew = (payload[60] & 1) != 0;
            MustAsk = (payload[60] & 2) != 0;
            OwesLoss = (payload[60] & 4) != 0;
            BootCount = Bytes.ReadUInt32(payload, 0);
            LoginCounter = Bytes.ReadUInt64(payload, 4);
            HaveSequence = Bytes.ReadUInt64(payload, 12);
            MadeSequence = Bytes.ReadUInt64(payload, 20);
            Array.Copy(payload, 28, HaveHash, 0, Sha256.DigestLength);
            return true;
        }

        /// <summary>
        /// Says on a flash without a device's state that the key was made just now. False when there is a state, readable or not, or the
        /// flash is full: then the device asks the gateway first.
        /// </summary>
        public static bool WriteForNewKey(IFlash flash)
        {
            DeviceState state = new DeviceState(flash);
            if (state.Load() || state._record.IsBroken) return false;
            state.IsKeyNew = true;
            return state.SaveTwice();
        }

        /// <summary>Writes both files of the record: the loss of either then forgets nothing.</summary>
        public bool SaveTwice() => Save() && Save();

        public bool Save()
        {
            Bytes.WriteUInt32(_bytes, 0, BootCount);
            Bytes.WriteUInt64(_bytes, 4, LoginCounter);
            Bytes.WriteUInt64(_bytes, 12, HaveSequence);
            Bytes.WriteUInt64(_bytes, 20, MadeSequence);
            Array.Copy(HaveHash, 0, _bytes, 28, Sha256.DigestLength);
            _bytes[60] = unchecked((byte)((IsKeyNew ? 1 : 0) | (MustAsk ? 2 : 0) | (OwesLoss ? 4 : 0)));
            return _record.Save(_bytes);
        }
    }
}
