using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Keeps the device logged in: one login frame per attempt, with a counter that was stored before it was used.</summary>
    public sealed class Session
    {
        private const int ConnectTimeoutMilliseconds = 20000;

        private static readonly byte[] Offline = new byte[] { 0x00 };

        private readonly DeviceOptions _options;
        private readonly DeviceBoard _board;
        private readonly DeviceState _state;
        private readonly byte[] _deviceId;
        private readonly string _deviceIdText;
        private readonly Backoff _backoff;
        private bool _wasUp;
        private bool _wasTrying;
        private long _tryAt;
        private long _triedAt;

        public Session(DeviceOptions options, DeviceBoard board, DeviceState state, byte[] deviceId)
        {
            _options = options;
            _board = board;
            _state = state;
            _deviceId = deviceId;
            _deviceIdText = Identity.Text(deviceId, 0);
            _backoff = new Backoff(board.Random, options.LongestBackoffMilliseconds);
        }

        /// <summary>As seen by the last <see cref="Step"/>: nothing is sent before <see cref="HasJustComeUp"/> was seen.</summary>
        public bool IsUp => _wasUp && _board.Link.State == LinkState.Up;

        /// <summary>True once per connection: the moment to subscribe and to say who one is.</summary>
        public bool HasJustComeUp { get; private set; }

        /// <summary>True once per lost connection.</summary>
        public bool HasJustGoneDown { get; private set; }

        public void Step(long now)
        {
            byte state = _board.Link.State;
            HasJustComeUp = state == LinkState.Up && !_wasUp;
            HasJustGoneDown = state != LinkState.Up && _wasUp;
            if (HasJustComeUp) Subscribe();
            if (state == LinkState.Connecting && now - _triedAt > ConnectTimeoutMilliseconds) _board.Link.Close();
            if (state == LinkState.NoNetwork)
            {
                _wasTrying = false;
                _tryAt = now;
                _backoff.Reset();
            }

            if (state == LinkState.Down)
            {
                if (_wasTrying) _tryAt = now + _backoff.Next();
                _wasTrying = false;
                if (now >= _tryAt) Try(now);
            }

            _wasUp = state == LinkState.Up;
        }

        /// <summary>The gateway has acknowledged something: the next loss begins with a short wait again.</summary>
        public void Worked() => _backoff.Reset();

        private void Try(long now)
        {
            _wasTrying = true;
            _triedAt = now;
            if (!TakeCounter()) return;
            LoginFrame login = new LoginFrame();
            Array.Copy(_deviceId, 0, login.DeviceId, 0, Identity.DeviceIdLength);
            Array.Copy(_options.NetworkId, 0, login.NetworkId, 0, Identity.NetworkIdLength);
            login.Counter = _state.LoginCounter;
            // A gateway lets nobody in who says a wrong time, and only inside is the right one to be heard.
            bool saysTime = _board.Clock.IsSynchronised && _board.Link.Fault != LinkFault.LoginRefused;
            login.UnixTime = saysTime ? (uint)(_board.Clock.UtcUnixMilliseconds / 1000) : 0;
            Array.Copy(_board.Signer.PublicKey, 1, login.PublicKey, 0, 64);
            byte[] bytes = new byte[LoginFrame.TotalLength];
            login.Write(bytes, 0);
            if (!DeviceRecords.Sign(_board.Signer, FrameKind.Login, bytes, login.LengthBeforeSignature)) return;
            _board.Link.Connect(new LinkLogin
            {
                Host = _options.GatewayHost,
                Port = _options.GatewayPort,
                CaCertificate = _options.CaCertificate,
                DeviceId = _deviceIdText,
                Password = Bytes.ToHex(bytes, 0, bytes.Length),
                WillTopic = Topics.Status(_deviceIdText),
                WillPayload = Offline
            });
        }

        // Never below the time in milliseconds: a device that lost its storage but not its key still logs in above every counter it used.
        private bool TakeCounter()
        {
            ulong next = _state.LoginCounter + 1;
            if (_board.Clock.IsSynchronised)
            {
                ulong time = (ulong)_board.Clock.UtcUnixMilliseconds;
                if (time > next) next = time;
            }

            _state.LoginCounter = next;
            return _state.Save();
        }

        private void Subscribe()
        {
            _board.Link.Subscribe(Topics.Have(_deviceIdText));
            _board.Link.Subscribe(Topics.Work(_deviceIdText));
            _board.Link.Subscribe(Topics.Command(_deviceIdText));
            if (_board.Updates != null) _board.Link.Subscribe(Topics.Update(_deviceIdText));
        }
    }
}
