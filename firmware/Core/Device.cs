using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// One meter: samples, reports, keeps and sends, and proves that it lives. It has no thread and no timer of its own;
    /// <see cref="Step"/> does what is due, so a day can pass in seconds.
    /// </summary>
    public sealed partial class Device
    {
        private const long StatusMilliseconds = 3600000;

        private readonly DeviceOptions _options;
        private readonly DeviceBoard _board;
        private readonly BelievedClock _clock;
        private readonly byte[] _deviceId = new byte[Identity.DeviceIdLength];
        private readonly string _deviceIdText;
        private readonly DeviceState _state;
        private readonly Installation _installation;
        private readonly GatewayKey _key = new GatewayKey();
        private readonly GatewayKeys _gatewayKeys;
        private readonly CommandDesk _commands;
        private readonly Tuning _tuning;
        private readonly MinerPause _pause;
        private readonly Spool _spool;
        private readonly Reporter _reporter;
        private readonly Outbox _outbox;
        private readonly Session _session;
        private readonly Heartbeat _heartbeat;
        private readonly GatewayInbox _inbox;
        private readonly RecordBox _records;
        private readonly LiveMessage _live;
        private readonly byte[] _progress = new byte[UpdateProgress.Length];
        private MeterRoom _room;
        private SurplusControl _surplus;
        private ushort _flagsOnce;
        private bool _statusDue;
        private bool _wasTamperOpen;
        private long _statusAt;
        private long _liveAt;
        private ulong _liveHashes;
        private bool _isAwake;

        /// <summary>Starts nothing yet: <see cref="Boot"/> does.</summary>
        public Device(DeviceOptions options, DeviceBoard board)
        {
            options.Check(board.Meters.Length);
            _options = options;
            _board = board;
            _clock = new BelievedClock(board.Clock);
            // Whoever asks the board for the time from here on is told only what can be believed.
            board.Clock = _clock;
            Identity.DeviceId(board.Signer.PublicKey, _deviceId);
            _deviceIdText = Identity.Text(_deviceId, 0);
            _state = new DeviceState(board.Flash);
            _installation = new Installation(board.Flash);
            _spool = new Spool(board.Flash, _state, _deviceId, options.SpoolCapacityBytes, options.SpoolFileBytes);
            _live = new LiveMessage(_spool.Workspace);
            _tuning = new Tuning(board.Flash, options.SlotSeconds, options.ReportsPerSeal);
            _pause = new MinerPause(board.Flash, board.Clock);
            _reporter = new Reporter(options, _state, _tuning, board.Signer, _spool, _deviceId);
            _outbox = new Outbox(options, board.Link, _spool, _deviceIdText);
            _session = new Session(options, board, _state, _deviceId);
            _heartbeat = new Heartbeat(options.HashesPerSecond, board.Random, board.Clock);
            _records = new RecordBox(board.Flash);
            _gatewayKeys = new GatewayKeys(board.Flash);
            CommandGuard guard = new CommandGuard(_gatewayKeys, board.Clock, _deviceId, options.NetworkId);
            _commands = new CommandDesk(board, guard, _gatewayKeys, _key, _tuning, _pause);
            _inbox = new GatewayInbox(board, _clock, _state, _key, _spool, _reporter, _outbox, _heartbeat, _commands, _deviceId);
        }

        /// <summary>32 lower-case hexadecimal digits.</summary>
        public string DeviceId => _deviceIdText;

        public uint BootCount => _state.BootCount;

        /// <summary>What the live message says is wrong, one of <see cref="Trouble"/>; the appliance knows.</summary>
        public byte WorstTrouble { get; set; }

        /// <summary>The channels of the reports, in their order; null before <see cref="Boot"/>.</summary>
        public Channel[] Channels => _room == null ? null : _room.Channels;

        /// <summary>True once a PUBACK has come since this start: firmware on trial has then proved itself.</summary>
        public bool GatewayHasHeard { get; private set; }

        /// <summary>Uptime of the last sample in milliseconds; -1 before <see cref="Boot"/>.</summary>
        public long SampledAt => _room == null ? -1 : _room.SampledTo;

        /// <summary>False when no commissioning record holds for these channels now: then every report says CalibrationMissing.</summary>
        public bool IsCalibrated => _room != null && _installation.IsValid(_board.Clock, _room.Channels.Length);

        /// <summary>Reports wait, and there is a connection to send them by.</summary>
        public bool HasUnsent => _session.IsUp && _outbox.HasUnsent;

        /// <summary>The last report could not be stored.</summary>
        public bool IsFlashFull { get; private set; }

        /// <summary>Reports on this device, sent or not.</summary>
        public Spool Spool => _spool;

        /// <summary>Sequence of the next report; 0 while the device does not know where its history stands.</summary>
        public ulong NextSequence => _reporter.NextSequence;

        /// <summary>Hashes that the heartbeat has tried since boot.</summary>
        public ulong HashesTotal => _heartbeat.HashesTotal;

        /// <summary>Attached miner and heartbeat may run, as far as it is up to surplus, schedule and command.</summary>
        public bool MayMine => _surplus != null && _surplus.IsOn;

        /// <summary>Why there is no connection, one of <see cref="LinkFault"/>.</summary>
        public byte LinkFault => _board.Link.Fault;

        /// <summary>Seconds of a slot, as the gateway last ordered.</summary>
        public int SlotSeconds => _tuning.SlotSeconds;

        /// <summary>The clock is set, and believed.</summary>
        public bool KnowsTime => _clock.IsSynchronised;

        /// <summary>Opcode of the last command since boot; 0 = none.</summary>
        public byte LastCommand => _commands.LastOpcode;

        /// <summary>What came of it, one of <see cref="CommandResult"/>.</summary>
        public byte LastCommandResult => _commands.LastResult;

        /// <summary>Uptime at which <see cref="Step"/> has a sample to take; what else is due can wait until then.</summary>
        public long NextSampleUptime => _room == null ? 0 : _room.NextSampleUptime;

        /// <summary>
        /// Keeps a signed commissioning record. It holds from the report on that it names; one that names the running report, or an earlier
        /// one, holds at once. Not awake, from the next <see cref="Boot"/> on. False when the flash is full.
        /// </summary>
        public bool Commission(CommissioningFrame frame)
        {
            if (!_isAwake) return _installation.Save(frame);
            if (!_installation.SaveNext(frame)) return false;
            if (!_reporter.KnowsHistory && IsFirstOfAll && frame.FromSequence <= 1) _reporter.BeginHistory();
            _installation.TurnTo(_reporter.NextSequence, _room.Channels);
            return true;
        }

        /// <summary>
        /// Keeps a whole signed commissioning, ownership or succession frame and sends it on topic `record` until the gateway
        /// acknowledges it, over every reboot. False when the flash is full or eight wait already.
        /// </summary>
        public bool PublishRecord(byte[] frame, int length) => _records.Keep(frame, length);

        /// <summary>Records that the gateway has not acknowledged.</summary>
        public int RecordsWaiting => _records.Count;

        /// <summary>
        /// Reads back what storage holds and starts the instruments. <paramref name="now"/> is milliseconds since the chip started,
        /// as in <see cref="Step"/>, and never goes back while the device is awake.
        /// </summary>
        public void Boot(long now)
        {
            _clock.Step(now);
            _state.Load();
            _installation.Load(_deviceId);
            _records.Load();
            _gatewayKeys.Load(_options.GatewayPublicKey, _options.RecoveryPublicKey);
            _key.Load(_board.Flash, _board.Signer, _gatewayKeys.Gateway);
            Channel[] channels = _installation.MakeChannels(_options.Channels, _board.Meters);
            _tuning.Load();
            _pause.Load(now);
            SlotClock slots = new SlotClock(_clock, _tuning, _options.IntervalsPerSlot);
            Recover(channels, slots);
            _installation.TurnTo(_reporter.NextSequence, channels);
            _outbox.Has(_state.HaveSequence);
            _state.BootCount++;
            _state.Save();
            _flagsOnce = _board.ResetReason == ResetReason.BrownOut ? ReportFlags.BrownOut : (ushort)0;
            _surplus = new SurplusControl(_options, _board, _pause);
            _room = new MeterRoom(_board.Meters, channels, slots, _options.SampleMilliseconds);
            _room.Start(now);
            _statusDue = true;
            _isAwake = true;
        }

        /// <summary>Does whatever is due at <paramref name="now"/>, milliseconds since the chip started; call it once a second or more often.</summary>
        public void Step(long now)
        {
            if (!_isAwake) return;
            KeepTime(now);
            long startedAt = _board.Clock.UtcUnixMilliseconds;
            Measure(now, false);
            _surplus.Step(_room.Channels, now);
            Communicate(now);
            _commands.Step(now);
            _installation.TurnTo(_reporter.NextSequence, _room.Channels);
            // Last, with what time is left: the next sample comes first.
            _heartbeat.Step(now, startedAt, _room.NextSampleUptime - now, !_surplus.IsOn);
        }

        /// <summary>
        /// Reports what there is, the last report sealed, and stops. Called instead of <see cref="Step"/> at the end of the day;
        /// a new Device on the same flash goes on later.
        /// </summary>
        public void Sleep(long now)
        {
            if (!_isAwake) return;
            KeepTime(now);
            Measure(now, true);
            _board.Link.Close();
            _isAwake = false;
        }

        /// <summary>Nobody is awake to switch the miner off later: now.</summary>
        public void StopMiner()
        {
            if (_surplus != null) _surplus.Stop();
        }

        // The key was made together with this flash, and no report was made since.
        private bool IsFirstOfAll => _state.IsKeyNew && _state.MadeSequence == 0 && !_state.MustAsk;

        private void Recover(Channel[] channels, SlotClock slots)
        {
            ReportFrame newest = new ReportFrame();
            bool found = _spool.Recover(newest, out SpoolRecord record);
            if (found)
            {
                slots.LastUtcEnd = record.LastUtcEnd;
                for (int i = 0; i < channels.Length && i < newest.ChannelCount; i++)
                    channels[i].Counter.Restore(newest.Channels[i].EnergyMilliwattHours, record.RemainderMicrojoules[i]);
            }

            // Reports that were made and are gone must not be made again with other bytes: then only the gateway knows how to go on.
            bool isWhole = found && _state.IsKnown && !_state.MustAsk && !_spool.IsDamaged && _spool.LastSequence >= _state.MadeSequence;
            if (isWhole) _reporter.ContinueAfter(_spool.LastSequence, _spool.LastHash);
            else if (!found && IsFirstOfAll) { if (_installation.IsCommissioned) _reporter.BeginHistory(); }
            else _state.MustAsk = true;
            if (_spool.LastSequence > _state.MadeSequence) _state.MadeSequence = _spool.LastSequence;
        }

        private void KeepTime(long now)
        {
            _clock.Step(now);
            if (_clock.IsGatewayKnown) _room.Slots.BelieveNothingAfter(_clock.Latest / 1000);
        }

        private void Measure(long now, bool isLast)
        {
            if (!_room.Sample(now, isLast)) return;
            for (SlotEnd ended = _room.NextEnded(now); ended != null; ended = _room.NextEnded(now))
                Report(ended, isLast && _room.Slots.ElapsedSeconds(now) == 0);
            if (!isLast) return;
            SlotEnd rest = _room.EndNow(now);
            // The last report is sealed before sleep, whatever it costs: if need be by one of a second in which there was nothing.
            if (rest == null && _spool.LastSealedSequence < _spool.LastSequence) rest = _room.Slots.EndEmpty();
            if (rest != null) Report(rest, true);
        }

        private void Report(SlotEnd slot, bool isLast)
        {
            bool isTamperOpen = _board.Health != null && _board.Health.TamperOpen;
            ushort flags = _flagsOnce;
            if (isTamperOpen) flags |= ReportFlags.Tamper;
            if (_room.IsClipped) flags |= ReportFlags.InputClipped;
            if (!_installation.IsValid(_board.Clock, _room.Channels.Length)) flags |= ReportFlags.CalibrationMissing;
            if (!_session.IsUp) flags |= ReportFlags.MadeWhileLinkDown;
            if (_surplus.WasPaused) flags |= ReportFlags.MiningPaused;
            _room.IsClipped = false;
            _surplus.WasPaused = false;
            bool owedLoss = _state.OwesLoss;
            bool isMade = _reporter.Make(slot, _room, _heartbeat, flags, _state.BootCount, isLast);
            IsFlashFull = !isMade && _reporter.KnowsHistory;
            if (!isMade) return;
            _flagsOnce = 0;
            _state.MadeSequence = _spool.LastSequence;
            if (_spool.HasBegunFile || _state.MustAsk || owedLoss)
            {
                // Behind a file that vanished no report is made: where it began is known twice.
                _state.MustAsk = false;
                _spool.HasBegunFile = false;
                _state.SaveTwice();
            }

            _installation.TurnTo(_reporter.NextSequence, _room.Channels);
        }
    }
}
