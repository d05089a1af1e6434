using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What must only ever grow across boots, beside the reports themselves: bootCount and the login counter.</summary>
    public sealed class DeviceState
    {
        private const int Length = 60;

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

        public bool Load()
        {
            byte[] payload = _record.Load();
            if (payload == null || payload.Length != Length) return false;
            BootCount = Bytes.ReadUInt32(payload, 0);
            LoginCounter = Bytes.ReadUInt64(payload, 4);
            HaveSequence = Bytes.ReadUInt64(payload, 12);
            MadeSequence = Bytes.ReadUInt64(payload, 20);
            Array.Copy(payload, 28, HaveHash, 0, Sha256.DigestLength);
            return true;
        }

        public bool Save()
        {
            Bytes.WriteUInt32(_bytes, 0, BootCount);
            Bytes.WriteUInt64(_bytes, 4, LoginCounter);
            Bytes.WriteUInt64(_bytes, 12, HaveSequence);
            Bytes.WriteUInt64(_bytes, 20, MadeSequence);
            Array.Copy(HaveHash, 0, _bytes, 28, Sha256.DigestLength);
            return _record.Save(_bytes);
        }
    }
}
