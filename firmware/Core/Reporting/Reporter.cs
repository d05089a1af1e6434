using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Makes a report of every ended slot and puts it into the spool, once and for good.</summary>
    public sealed class Reporter
    {
        /// <summary>Above this fill of the spool new reports carry no curve.</summary>
        public const int CurveFillPercent = 70;

        private readonly DeviceOptions _options;
        private readonly DeviceState _state;
        private readonly Tuning _tuning;
        private readonly ISigner _signer;
        private readonly Spool _spool;
        private readonly ReportFrame _frame = new ReportFrame();
        private readonly byte[] _bytes;
        private readonly byte[] _digest = new byte[Sha256.DigestLength];
        private readonly byte[] _previous = new byte[Sha256.DigestLength];
        private readonly uint[] _remainders = new uint[ReportFrame.MaximumChannels];
        private ulong _nextSequence;
        private int _reportsSinceSeal;
        private bool _mustSeal = true;

        public Reporter(DeviceOptions options, DeviceState state, Tuning tuning, ISigner signer, Spool spool, byte[] deviceId)
        {
            _options = options;
            _state = state;
            _tuning = tuning;
            _signer = signer;
            _spool = spool;
            _bytes = spool.Workspace;
            Array.Copy(deviceId, 0, _frame.DeviceId, 0, Identity.DeviceIdLength);
        }

        /// <summary>False until it is known where the history stands; until then nothing is reported.</summary>
        public bool KnowsHistory => _nextSequence != 0;

        /// <summary>Sequence of the next report; 0 while unknown.</summary>
        public ulong NextSequence => _nextSequence;

        /// <summary>The history goes on after a report that this device, or the gateway for it, holds.</summary>
        public void ContinueAfter(ulong sequence, byte[] hash)
        {
            _nextSequence = sequence + 1;
            Array.Copy(hash, 0, _previous, 0, Sha256.DigestLength);
        }

        /// <summary>The first report ever.</summary>
        public void BeginHistory()
        {
            byte[] genesis = new byte[Sha256.DigestLength];
            Identity.Genesis(_options.NetworkId, _frame.DeviceId, genesis);
            ContinueAfter(0, genesis);
        }

        /// <summary>
        /// Makes, seals if due, appends and flushes. False when the history is unknown or the flash refused it:
        /// the energy is then in the counters of the next report.
        /// </summary>
        public bool Make(SlotEnd slot, MeterRoom room, Heartbeat heartbeat, ushort flags, uint bootCount, bool isLast)
        {
            if (_state.OwesLoss) flags |= ReportFlags.HistoryLost;
            if (!slot.IsSynchronised) flags |= ReportFlags.ClockNotSynchronised;
            bool isSealed = isLast || _mustSeal || (flags & ReportFlags.HistoryLost) != 0
                || SealPolicy.IsDue(_signer.Kind, _tuning.ReportsPerSeal, _reportsSinceSeal, slot, _tuning.SlotSeconds);

            _frame.Sequence = _nextSequence;
            _frame.SlotStart = (uint)slot.Start;
            _frame.SlotSeconds = (ushort)slot.Seconds;
            _frame.Flags = flags;
            _frame.BootCount = bootCount;
            Array.Copy(_previous, 0, _frame.Previous, 0, Sha256.DigestLength);
            _frame.IntervalCount = (byte)(_spool.FillPercent > CurveFillPercent ? 0 : slot.Intervals);
            heartbeat.Collect(_frame);
            CloseChannels(room, slot);
            if (!KnowsHistory) return false;

            int length = Finish(isSealed);
            if (!_spool.Append(_bytes, length, _frame, _remainders, (uint)room.Slots.LastUtcEnd)) return false;
            // Appending may itself let the oldest go: that is for the next report to say.
            if ((flags & ReportFlags.HistoryLost) != 0) _state.OwesLoss = _spool.HasDroppedReports;
            ContinueAfter(_frame.Sequence, _spool.LastHash);
            _mustSeal = isSealed && !_frame.IsSealed;
            _reportsSinceSeal = _frame.IsSealed ? 0 : _reportsSinceSeal + 1;
            return true;
        }

        private void CloseChannels(MeterRoom room, SlotEnd slot)
        {
            _frame.ChannelCount = (byte)room.Channels.Length;
            for (int i = 0; i < room.Channels.Length; i++)
            {
                room.Channels[i].Close(_frame.Channels[i], slot.Intervals, slot.Seconds);
                _remainders[i] = room.Channels[i].Counter.RemainderMicrojoules;
            }
        }

        // Without a signature the report goes unsealed, and the next one is tried again.
        private int Finish(bool isSealed)
        {
            if (isSealed)
            {
                _frame.Flags |= ReportFlags.Sealed;
                _frame.Write(_bytes, 0);
                FrameSigning.Digest(FrameKind.Report, _bytes, 0, _frame.LengthBeforeSignature, _digest);
                if (!_signer.Sign(_digest, _frame.Signature, 0)) _frame.Flags &= unchecked((ushort)~ReportFlags.Sealed);
            }

            return _frame.Write(_bytes, 0);
        }
    }
}
