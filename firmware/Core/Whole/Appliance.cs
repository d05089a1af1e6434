using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The whole product on one board: identity, installer, meter, updates, power, local page. Main makes a board, calls <see cref="Boot"/>
    /// once and then <see cref="Step"/> for ever; simulators do the same under their own clock.
    /// </summary>
    public sealed class Appliance : ICommandHandler
    {
        // A message to the gateway travels so long before the device starts anew.
        private const int ToldMilliseconds = 2000;

        private readonly ApplianceBoard _board;
        private readonly ApplianceOptions _options;
        private readonly ApplianceView _view;
        private readonly Settings _settings;
        private readonly Troubles _troubles = new Troubles();
        private readonly RestartNote _note;
        private readonly KeptClock _clock;
        private readonly StartCounter _starts;
        private readonly Updater _updater;
        private readonly DeviceIdentity _identity;
        private readonly LocalPage _page;
        private readonly InstallersTurn _turn;
        private readonly SecureElementCommand _element;
        private Provisioner _provisioner;
        private PowerManager _power;
        private byte _resetReason;
        private long _updateEndedAt = -1;
        private bool _wantsRestart;

        /// <summary>Starts nothing yet: <see cref="Boot"/> does.</summary>
        public Appliance(ApplianceBoard board, ApplianceOptions options)
        {
            _board = board;
            _options = options;
            Watchdog = new Watchdog(board.Flash, Watchdog.UsualLimitMilliseconds);
            _note = new RestartNote(board.Flash);
            _clock = new KeptClock(board.Clock, _note);
            _starts = new StartCounter(board.Flash);
            _settings = new Settings(board.Flash);
            _view = new ApplianceView { Board = board, Options = options, Settings = _settings, Troubles = _troubles };
            _identity = new DeviceIdentity(_view, board.Clock);
            _page = new LocalPage(_view);
            _turn = new InstallersTurn(board.Flash);
            _element = new SecureElementCommand(_view);
            _updater = new Updater(board.Flash, options.Running, options.ReleaseKey, options.Profile);
            _view.Updates = _updater;
        }

        /// <summary>For the thread that watches the main loop.</summary>
        public Watchdog Watchdog { get; }

        /// <summary>The meter; null until there are a key, a network id and instruments.</summary>
        public Device Device => _view.Device;

        /// <summary>What is wrong, as the light shows it: one of <see cref="Trouble"/>.</summary>
        public byte WorstTrouble => _troubles.Worst;

        /// <summary>It has gone to sleep or asked for a restart: nothing moves it any more. On the chip nobody lives to see this.</summary>
        public bool HasEnded { get; private set; }

        /// <summary><paramref name="now"/> = milliseconds since the chip started, as in <see cref="Step"/>.</summary>
        public void Boot(long now)
        {
            // Before anything else reads the flash: an erase that lost power is ended first.
            FactoryReset.Boot(_board.Flash);
            _note.Take(_board.ResetReason, Watchdog.TakeBite());
            _resetReason = _note.Reason;
            _clock.Step(now);
            _starts.Load();
            _settings.Load();
            if (_board.TimeServer != null) _board.TimeServer.Use(_settings.TimeServer);
            Watchdog.Feed(now);
            _power = new PowerManager(SettingsOptions.OfPower(_settings), _board.Flash, _board.Power, _clock);
            if (_power.Boot(_resetReason))
            {
                Sleep(now);
                return;
            }

            _updater.Boot();
            _identity.Boot();
            MakeMeters();
            _provisioner = new Provisioner(_view);
            _provisioner.Desk.Add(_element);
            _provisioner.SharesMemory = SettingsOptions.ProfileOf(_settings, _options) == BoardProfile.Small;
            _turn.Take();
            _provisioner.Boot(now);
            if (_turn.IsNow) _provisioner.Welcome(now);
            StartDevice(now);
        }

        /// <summary>Does whatever is due; returns after how many milliseconds it wants to be called again.</summary>
        public int Step(long now)
        {
            if (HasEnded) return Provisioner.StepMilliseconds;
            Watchdog.Feed(now);
            _clock.Step(now);
            _starts.Step(now);
            long wait = _provisioner.Step(now);
            if (_identity.Step(now)) StartDevice(now);
            StepTurn(now);
            // The instruments are the installer's while a clamp is turned; the device goes on after a fresh start.
            if (Device != null && _provisioner.Commissioning.IsActive) Device.Sleep(now);
            if (Device != null) Device.Step(now);
            _updater.Step(now, Device != null && Device.GatewayHasHeard, !_power.IsLow);
            if (!_starts.IsSafeMode) _page.Step(now);
            ShowTroubles();
            _power.Step(now, Generation(), MustStayAwake(now), Device != null && Device.HasUnsent);
            if (_power.WantsSleep) Sleep(now);
            else if (_wantsRestart || _element.WantsRestart || _provisioner.WantsRestart || IsUpdateTold(now)) Restart(now);
            if (_updater.HasWork) return 1;
            return (int)wait;
        }

        /// <summary>The gateway's commands that reach beyond the meter.</summary>
        public bool Handle(byte opcode, byte[] payload, int at, int count)
        {
            if (opcode == CommandOpcode.Identify) return count == 1 && _provisioner.Identify(payload[at]);
            if (opcode != CommandOpcode.Reboot) return false;
            _wantsRestart = true;
            return true;
        }

        // The sender still hears that all of it was taken: the next step of the device says so.
        private bool IsUpdateTold(long now)
        {
            if (!_updater.WantsRestart) return false;
            if (_updateEndedAt < 0) _updateEndedAt = now;
            return now - _updateEndedAt >= ToldMilliseconds;
        }

        private void StepTurn(long now)
        {
            bool isOver = _turn.IsNow && !_provisioner.IsAttended(now);
            if (isOver || (_provisioner.WantsTurn && _turn.Ask())) _wantsRestart = true;
        }

        private void MakeMeters()
        {
            if (MeterSetup.Reason(_settings.Meters, _board, _settings.MainsMillivolts) != null) return;
            IPowerMeter[] meters = MeterSetup.Make(_settings.Meters, _board, _settings.MainsMillivolts);
            _view.Meters = ClampMeter.Wrap(meters, _settings.InvertedMeters);
        }

        private void StartDevice(long now)
        {
            if (Device != null || _turn.IsNow || _identity.Signer == null || _settings.NetworkId == null || _view.Meters == null) return;
            DeviceBoard board = new DeviceBoard
            {
                Clock = _clock,
                Flash = _board.Flash,
                Link = _board.Link,
                Random = _board.Random,
                Signer = _identity.Signer,
                Meters = _view.Meters,
                MinerSwitch = _board.Relay,
                MinerPwm = _board.Pwm,
                Http = _board.Http,
                Power = _board.Power,
                Commands = this,
                Updates = _updater,
                Health = _board.Health,
                ResetReason = _resetReason,
            };
            new CommissioningStore(_board.Flash, _identity.DeviceId).Boot();
            _view.Device = new Device(SettingsOptions.OfDevice(_settings, _options, _starts.IsSafeMode), board);
            Device.Boot(now);
        }

        private void ShowTroubles()
        {
            _troubles.Set(Trouble.SelfTestFailed, _identity.IsBroken);
            _troubles.Set(Trouble.UpdateFailed, _updater.HasFailed);
            if (_view.Meters == null) _troubles.Set(Trouble.MeterSilent, true);
            if (Device == null) return;
            _troubles.Set(Trouble.FlashFull, Device.IsFlashFull);
            Device.WorstTrouble = _troubles.Worst;
        }

        private long Generation()
        {
            long generation = 0;
            Channel[] channels = Device == null ? null : Device.Channels;
            for (int i = 0; channels != null && i < channels.Length; i++)
                if (channels[i].Role == ChannelRole.Generation) generation += channels[i].PowerMilliwatts;
            return generation;
        }

        // A device that cannot meter yet waits for its installer, day and night.
        private bool MustStayAwake(long now) => Device == null || _provisioner.IsBusy(now) || _updater.KeepsAwake(now);

        private void Sleep(long now)
        {
            if (Device != null) Device.StopMiner();
            End(now, _power.SleepReason, _power.SleepMilliseconds);
            _board.Power.DeepSleep(_power.SleepMilliseconds);
        }

        private void Restart(long now)
        {
            End(now, ResetReason.Software, 0);
            _board.Power.Reboot();
        }

        private void End(long now, byte reason, long sleepMilliseconds)
        {
            if (Device != null) Device.Sleep(now);
            _starts.Clear();
            _note.Write(reason, _clock, Device == null || Device.KnowsTime, sleepMilliseconds);
            HasEnded = true;
        }
    }
}
