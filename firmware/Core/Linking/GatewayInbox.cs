using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Takes what the gateway says: what it has of the history, what to work on, what to do. Without the right MAC or signature nothing is believed.</summary>
    public sealed class GatewayInbox
    {
        // A file of 64 KB holds fewer, however short its records: so many at most are unknown behind the newest that is known.
        private const uint MostReportsOfAFile = 4096;

        private readonly DeviceBoard _board;
        private readonly BelievedClock _clock;
        private readonly DeviceState _state;
        private readonly GatewayKey _key;
        private readonly Spool _spool;
        private readonly Reporter _reporter;
        private readonly Outbox _outbox;
        private readonly Heartbeat _heartbeat;
        private readonly CommandDesk _commands;
        private readonly byte[] _deviceId;
        private readonly string _haveTopic;
        private readonly string _workTopic;
        private readonly string _commandTopic;
        private readonly string _updateTopic;
        private readonly byte[] _hash = new byte[Sha256.DigestLength];

        public GatewayInbox(DeviceBoard board, BelievedClock clock, DeviceState state, GatewayKey key, Spool spool, Reporter reporter, Outbox outbox, Heartbeat heartbeat, CommandDesk commands, byte[] deviceId)
        {
            _board = board;
            _clock = clock;
            _state = state;
            _key = key;
            _spool = spool;
            _reporter = reporter;
            _outbox = outbox;
            _heartbeat = heartbeat;
            _commands = commands;
            _deviceId = deviceId;
            _haveTopic = Topics.Have(Identity.Text(deviceId, 0));
            _workTopic = Topics.Work(Identity.Text(deviceId, 0));
            _commandTopic = Topics.Command(Identity.Text(deviceId, 0));
            _updateTopic = Topics.Update(Identity.Text(deviceId, 0));
        }

        /// <summary>Handles one message; false when it was not for this device, broken, or not from the gateway.</summary>
        public bool Take(LinkMessage message, long now)
        {
            if (message.Topic == _haveTopic) return TakeHave(message.Payload);
            if (message.Topic == _workTopic) return TakeWork(message.Payload, now);
            if (message.Topic == _commandTopic) return _commands.Take(message.Payload);
            if (message.Topic != _updateTopic || _board.Updates == null) return false;
            _board.Updates.Take(message.Payload);
            return true;
        }

        private bool TakeWork(byte[] payload, long now)
        {
            WorkFrame work = new WorkFrame();
            if (!work.TryRead(payload, 0, payload.Length, out byte _)
                || !IsMine(work.DeviceId) || !_key.Confirms(payload, work.LengthBeforeMac)) return false;
            // Without a clock a job is good for as long as it was issued for.
            long issued = _clock.IsSynchronised ? _clock.UtcUnixMilliseconds : work.IssuedAt * 1000L;
            long leftMilliseconds = work.Expires * 1000L - issued;
            if (leftMilliseconds <= 0) return false;
            _heartbeat.Offer(work, now + leftMilliseconds);
            return true;
        }

        private bool TakeHave(byte[] payload)
        {
            HaveFrame have = new HaveFrame();
            if (!have.TryRead(payload, 0, payload.Length, out byte _)
                || !IsMine(have.DeviceId) || !_key.Confirms(payload, have.LengthBeforeMac)) return false;
            bool isCurrent = have.LoginCounter == _state.LoginCounter;
            if (isCurrent) _clock.Hear(have.IssuedAt);
            if (!_reporter.KnowsHistory) return isCurrent && BeginFromHave(have);
            // A gateway that holds more than the spool: the storage was put back to an older state.
            if (Held(have) >= _reporter.NextSequence) return isCurrent && BeginFromHave(have);
            if (isCurrent) _outbox.Has(have.Sequence);
            if (have.Sequence > 0) Compare(have);
            for (int i = 0; isCurrent && i < have.RangeCount; i++) _outbox.SendAgain(have.RangeFrom[i], have.RangeLengths[i]);
            return true;
        }

        // Only the gateway remembers the history: go on behind it, in a new segment, and behind whatever this device may have made.
        private bool BeginFromHave(HaveFrame have)
        {
            ulong held = Held(have);
            ulong made = _spool.LastSequence > _state.MadeSequence ? _spool.LastSequence : _state.MadeSequence;
            // On the flash before the history goes on: whoever starts again before the first report behind the hole asks again, and then says it.
            if ((held != 0 || made != 0) && !(_state.MustAsk && _state.OwesLoss))
            {
                _state.MustAsk = true;
                _state.OwesLoss = true;
                _state.SaveTwice();
            }

            if (made > held) _reporter.ContinueAfter(made + MostReportsOfAFile, _spool.LastSequence > 0 ? _spool.LastHash : have.FrameHash);
            else if (held == 0) _reporter.BeginHistory();
            else _reporter.ContinueAfter(held, have.FrameHash);
            _outbox.Has(held);
            return true;
        }

        // The newest sequence that the gateway holds sealed: its last range begins behind it, when something below is missing.
        private static ulong Held(HaveFrame have)
        {
            ulong belowLastRange = have.RangeCount == 0 ? 0 : have.RangeFrom[have.RangeCount - 1] - 1;
            return belowLastRange > have.Sequence ? belowLastRange : have.Sequence;
        }

        private void Compare(HaveFrame have)
        {
            bool isKept = _spool.TryHash(have.Sequence, _hash);
            if (!isKept && have.Sequence == _state.HaveSequence)
            {
                Array.Copy(_state.HaveHash, 0, _hash, 0, Sha256.DigestLength);
                isKept = true;
            }

            if (!isKept) return;
            if (!Bytes.Equal(_hash, 0, have.FrameHash, 0, Sha256.DigestLength))
            {
                _outbox.SendFrom(_spool.LastSealedSequence > 0 ? _spool.LastSealedSequence : _spool.FirstSequence);
                return;
            }

            if (have.Sequence <= _state.HaveSequence) return;
            _state.HaveSequence = have.Sequence;
            Array.Copy(have.FrameHash, 0, _state.HaveHash, 0, Sha256.DigestLength);
            // Stored only with a deletion: what it costs to have forgotten it is a few reports sent twice.
            if (_spool.DeleteThrough(have.Sequence)) _state.Save();
        }

        private bool IsMine(byte[] deviceId) => Bytes.Equal(deviceId, 0, _deviceId, 0, Identity.DeviceIdLength);
    }
}
