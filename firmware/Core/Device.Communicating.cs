using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What a device sends and hears.</summary>
    public sealed partial class Device
    {
        /// <summary>Of each kind: what more has come waits for the next step, so that whoever sends without end keeps no sample from being taken.</summary>
        private const int MessagesPerStep = 32;

        private void Communicate(long now)
        {
            _session.Step(now);
            if (_session.HasJustGoneDown)
            {
                _outbox.WentDown();
                _records.WentDown();
            }

            if (!_session.IsUp) return;
            if (_session.HasJustComeUp)
            {
                _statusDue = true;
                _outbox.CameUp(now, _key.IsKnown);
            }

            TakeMessages(now);
            TakeAcknowledgements();
            PublishStatus(now);
            bool isAnswered = _records.Step(_board.Link, Topics.Record(_deviceIdText), now, _options.AcknowledgementTimeoutMilliseconds);
            if (!_outbox.Step(now) || !isAnswered) _board.Link.Close();
            PublishLive(now);
            PublishProgress();
        }

        private void TakeMessages(long now)
        {
            for (int i = 0; i < MessagesPerStep; i++)
            {
                LinkMessage message = _board.Link.TakeMessage();
                if (message == null) return;
                _inbox.Take(message, now);
            }
        }

        private void TakeAcknowledgements()
        {
            for (int i = 0; i < MessagesPerStep; i++)
            {
                int token = _board.Link.TakeAcknowledgement();
                if (token == 0) return;
                GatewayHasHeard = true;
                if (_outbox.Acknowledged(token) || _records.Acknowledged(token)) _session.Worked();
            }
        }

        // Not sent, or lost: then the sender repeats its piece and gets the next answer.
        private void PublishProgress()
        {
            if (_board.Updates != null && _board.Updates.TakeAnswer(_progress))
                _board.Link.Publish(Topics.Progress(_deviceIdText), _progress, _progress.Length, 1, false);
        }

        private void PublishStatus(long now)
        {
            bool isTamperOpen = _board.Health != null && _board.Health.TamperOpen;
            if (isTamperOpen != _wasTamperOpen || now - _statusAt >= StatusMilliseconds) _statusDue = true;
            if (!_statusDue) return;
            byte[] bytes = new byte[StatusFrame.MaximumLength];
            int length = StatusMaker.Write(_options, _board, _room.Channels, _spool, _deviceId, now, bytes);
            if (length == 0 || _board.Link.Publish(Topics.Status(_deviceIdText), bytes, length, 1, true) == 0) return;
            _statusDue = false;
            _wasTamperOpen = isTamperOpen;
            _statusAt = now;
        }

        private void PublishLive(long now)
        {
            if (_options.LiveMilliseconds == 0 || now - _liveAt < _options.LiveMilliseconds) return;
            ulong hashes = _heartbeat.HashesTotal;
            long hashesPerSecond = (long)(hashes - _liveHashes) * 1000 / (now - _liveAt);
            long unixSeconds = _board.Clock.IsSynchronised ? _board.Clock.UtcUnixMilliseconds / 1000 : 0;
            int length = _live.Compose(unixSeconds, _room.Channels, hashesPerSecond, WorstTrouble);
            _board.Link.Publish(Topics.Live(_deviceIdText), _live.Payload, length, 0, false);
            _liveHashes = hashes;
            _liveAt = now;
        }
    }
}
