using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Whose commands the device obeys: the gateway's key, and the recovery key that its owner keeps offline and that may only change keys.
    /// Each key counts its commands. Only the recovery key begins the gateway's count anew: whoever stole a gateway key could have used up all numbers.
    /// </summary>
    public sealed class GatewayKeys
    {
        private const int PointLength = 64;
        private const int RecordLength = 3 * PointLength + 16;

        // provisioned 64 | gateway 64 | recovery 64 (zeros: none) | gateway counter u64 | recovery counter u64
        private readonly byte[] _record = new byte[RecordLength];
        private readonly SafeRecord _file;

        public GatewayKeys(IFlash flash)
        {
            _file = new SafeRecord(flash, "gatekeys");
        }

        /// <summary>65 bytes; null before provisioning.</summary>
        public byte[] Gateway { get; private set; }

        /// <summary>65 bytes; null when there is none.</summary>
        public byte[] Recovery { get; private set; }

        public ulong GatewayCounter => Bytes.ReadUInt64(_record, 3 * PointLength);

        public ulong RecoveryCounter => Bytes.ReadUInt64(_record, 3 * PointLength + 8);

        /// <summary>
        /// Reads what is kept. Whoever provisions the device anew, standing beside it, gives it another gateway key: that begins all of this anew.
        /// Settings that name the key that it obeys already, after a change over the air, change nothing.
        /// A recovery key that the settings name later is taken where there is none, and never in the place of one.
        /// </summary>
        /// <param name="provisionedGateway65">From the settings; null before provisioning.</param>
        /// <param name="provisionedRecovery65">From the settings; may be null.</param>
        public void Load(byte[] provisionedGateway65, byte[] provisionedRecovery65)
        {
            if (provisionedGateway65 == null) return;
            byte[] stored = _file.Load();
            bool isKept = stored != null && stored.Length == RecordLength
                && (Bytes.Equal(stored, 0, provisionedGateway65, 1, PointLength) || Bytes.Equal(stored, PointLength, provisionedGateway65, 1, PointLength));
            if (isKept)
            {
                Array.Copy(stored, 0, _record, 0, RecordLength);
                if (!Bytes.Equal(stored, 0, provisionedGateway65, 1, PointLength)) Provision(provisionedGateway65, 0);
                if (provisionedRecovery65 != null && Point(2 * PointLength) == null) Provision(provisionedRecovery65, 2 * PointLength);
            }
            else
            {
                Array.Clear(_record, 0, RecordLength);
                Array.Copy(provisionedGateway65, 1, _record, 0, PointLength);
                if (provisionedRecovery65 != null) Array.Copy(provisionedRecovery65, 1, _record, 2 * PointLength, PointLength);
                Provision(provisionedGateway65, PointLength);
            }

            Gateway = Point(PointLength);
            Recovery = Point(2 * PointLength);
        }

        /// <summary>A command of this counter is about to be obeyed; false when the flash does not take that, and then it must not be.</summary>
        public bool Count(bool isRecovery, ulong counter)
        {
            int at = 3 * PointLength + (isRecovery ? 8 : 0);
            ulong before = Bytes.ReadUInt64(_record, at);
            Bytes.WriteUInt64(_record, at, counter);
            if (_file.Save(_record)) return true;
            Bytes.WriteUInt64(_record, at, before);
            return false;
        }

        /// <summary>
        /// Another gateway key, and another recovery key if the payload has one: 64 or 128 bytes. The counter of the command goes onto the flash
        /// with the keys, in one record. False when the flash does not take them.
        /// </summary>
        public bool Change(byte[] payload, int length, bool isRecovery, ulong counter)
        {
            byte[] before = new byte[RecordLength];
            Array.Copy(_record, 0, before, 0, RecordLength);
            Array.Copy(payload, 0, _record, PointLength, PointLength);
            if (length > PointLength) Array.Copy(payload, PointLength, _record, 2 * PointLength, PointLength);
            Bytes.WriteUInt64(_record, 3 * PointLength, isRecovery ? 0 : counter);
            if (isRecovery) Bytes.WriteUInt64(_record, 3 * PointLength + 8, counter);
            if (!_file.Save(_record))
            {
                Array.Copy(before, 0, _record, 0, RecordLength);
                return false;
            }

            Gateway = Point(PointLength);
            Recovery = Point(2 * PointLength);
            return true;
        }

        private void Provision(byte[] key65, int at)
        {
            Array.Copy(key65, 1, _record, at, PointLength);
            _file.Save(_record);
        }

        private byte[] Point(int at)
        {
            int any = 0;
            byte[] point = new byte[PointLength + 1];
            point[0] = 4;
            for (int i = 0; i < PointLength; i++)
            {
                point[i + 1] = _record[at + i];
                any |= _record[at + i];
            }

            return any == 0 ? null : point;
        }
    }
}
