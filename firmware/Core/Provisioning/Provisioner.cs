namespace GreenPow.Core
{
    /// <summary>
    /// The installer's side of the device: button, light, Bluetooth, cable. It owns the choice of network and says when the
    /// device must start anew; it never blocks and works before there is a key, a gateway or a meter.
    /// </summary>
    public sealed class Provisioner
    {
        /// <summary>Bluetooth stays so long behind a success, for the installer's telephone to read it.</summary>
        public const int LingerMilliseconds = 30000;

        public const int IdentifyMilliseconds = 10000;

        /// <summary>A radio that did not start is asked again.</summary>
        public const int RadioRetryMilliseconds = 10000;

        /// <summary>An answer travels so long before the device starts anew.</summary>
        public const int RestartDelayMilliseconds = 1000;

        /// <summary>New settings begin to hold so long after the last one was made.</summary>
        public const int SettleMilliseconds = 60000;

        /// <summary>The button is looked at this often.</summary>
        public const int StepMilliseconds = 50;

        private const byte NoState = 0;

        private readonly ApplianceView _view;
        private readonly Authorisation _authorisation = new Authorisation();
        private readonly WifiJoin _join;
        private readonly NetworkWatch _watch;
        private readonly DeviceWatch _deviceWatch;
        private readonly StandardCommands _standard;
        private readonly DeviceCommands _device;
        private readonly UpdateCommands _updates;
        private readonly ImprovBle _ble;
        private readonly ImprovSerial _serial;
        private readonly ButtonWatch _button;
        private readonly Blinker _blinker;
        private readonly ImprovResult _result;
        private bool _isProvisioned;
        private bool _isAsked;
        private byte _shownState;
        private byte _shownTrouble;
        private byte _codeOf;
        private int[] _code;
        private int _seenChanges;
        private long _changedAt = -1;
        private long _askedAt = -1;
        private long _lingerUntil;
        private long _identifyUntil;
        private int _identifySeconds;
        private long _radioAt;

        public Provisioner(ApplianceView view)
        {
            _view = view;
            _result = view.Result;
            Desk = new InstallerDesk(_authorisation, _result);
            _join = new WifiJoin(view.Board.Wifi, view.Settings, _result);
            _watch = new NetworkWatch(view, _join);
            _deviceWatch = new DeviceWatch(view);
            _standard = new StandardCommands(view, _join);
            _device = new DeviceCommands(view);
            Desk.Add(_standard);
            Desk.Add(new SettingCommands(view.Settings));
            Desk.Add(_device);
            Commissioning = new CommissioningMode(view);
            Desk.Add(new CommissioningCommands(view, Commissioning));
            _updates = new UpdateCommands(view);
            Desk.Add(_updates);
            if (view.Board.Improv != null) _ble = new ImprovBle(view.Board.Improv, Desk);
            if (view.Board.Serial != null) _serial = new ImprovSerial(view.Board.Serial, Desk);
            _button = new ButtonWatch(view.Board.Button);
            _blinker = new Blinker(view.Board.Indicator);
        }

        /// <summary>Other parts add their commands here before the first step.</summary>
        public InstallerDesk Desk { get; }

        /// <summary>
        /// The installer's mode. While it is active Bluetooth stays on, the button's minute becomes ten, and the device must
        /// sleep: whoever steps both puts it to sleep before the next step here.
        /// </summary>
        public CommissioningMode Commissioning { get; }

        /// <summary>Set on a board whose memory does not hold the meter and Bluetooth together.</summary>
        public bool SharesMemory { get; set; }

        /// <summary>The button asks for Bluetooth while the meter has the memory.</summary>
        public bool WantsTurn => SharesMemory && _ble != null && _view.Device != null && !Commissioning.IsActive && _isAsked;

        /// <summary>Somebody is at the device.</summary>
        public bool IsAttended(long now) => Commissioning.IsActive || _join.IsRunning || _authorisation.IsGranted(now);

        /// <summary>Somebody is at the device, or nobody has been yet: it does not sleep.</summary>
        public bool IsBusy(long now) => IsAttended(now) || !_view.Settings.IsComplete;

        /// <summary>The button was pressed before this start.</summary>
        public void Welcome(long now) => _authorisation.Grant(now);

        /// <summary>Lets the light say which device this is, for 1 to 255 s.</summary>
        public bool Identify(byte seconds)
        {
            if (seconds == 0) return false;
            _identifySeconds = seconds;
            return true;
        }

        /// <summary>The settings, or somebody, ask for a fresh start.</summary>
        public bool WantsRestart { get; private set; }

        /// <summary>Joins the network of the settings, which are loaded by now.</summary>
        public void Boot(long now)
        {
            _seenChanges = _view.Settings.Changes;
            _button.Boot();
            _join.JoinKnown();
            _radioAt = now;
        }

        /// <summary>Returns the milliseconds until it wants to be called again.</summary>
        public long Step(long now)
        {
            Commissioning.Step(now);
            if (Commissioning.WantsRestart) WantsRestart = true;
            _authorisation.IsLong = Commissioning.IsActive;
            StepButton(now);
            if (_ble != null) _ble.Step(now);
            if (_serial != null) _serial.Step(now);
            _standard.Step(now);
            _updates.Step(now);
            StepJoin(now);
            _watch.Step(now);
            _deviceWatch.Step();
            StepRadio(now);
            ShowState(now);
            ShowTrouble();
            StepRestart(now);
            long light = StepLight(now);
            return light < StepMilliseconds ? light : StepMilliseconds;
        }

        private void StepButton(long now)
        {
            _button.Step(now);
            if (_button.WasPressed)
            {
                _authorisation.Grant(now);
                _isAsked = true;
                _isProvisioned = false;
                _radioAt = now;
            }

            if (!_button.WasHeld) return;
            FactoryReset.EraseSettings(_view.Board.Flash);
            WantsRestart = true;
        }

        private void StepJoin(long now)
        {
            _join.Step(now);
            if (_join.HasJoined)
            {
                _isProvisioned = true;
                _lingerUntil = now + LingerMilliseconds;
            }

            // The standard: after a failure the minute begins anew.
            if (_join.HasFailed && !_join.IsOverSerial) _authorisation.Grant(now);
            if (_join.Failure != Trouble.None && !_authorisation.IsGranted(now) && _view.Board.Wifi.State == WifiState.Up) _join.Forget();
        }

        private void StepRadio(long now)
        {
            if (_ble == null) return;
            if (SharesMemory && _view.Device != null) return;
            bool isWanted = !_view.Settings.IsComplete || _authorisation.IsGranted(now) || Commissioning.IsActive || now < _lingerUntil;
            if (_ble.IsRunning && !isWanted) _ble.Stop();
            if (_ble.IsRunning || !isWanted || now < _radioAt) return;
            _radioAt = now + RadioRetryMilliseconds;
            if (_ble.Start(_view.Settings.DeviceName, BleState(now))) _shownState = NoState;
        }

        private byte BleState(long now)
        {
            if (_join.IsRunning) return ImprovState.Provisioning;
            if (_isProvisioned) return ImprovState.Provisioned;
            return _authorisation.IsGranted(now) ? ImprovState.Authorized : ImprovState.AuthorizationRequired;
        }

        // The cable's standard knows no state 1: who holds the cable is authorised.
        private byte SerialState()
        {
            if (_join.IsRunning) return ImprovState.Provisioning;
            return _view.Board.Wifi.State == WifiState.Up && _view.Settings.Ssid.Length > 0 ? ImprovState.Provisioned : ImprovState.Authorized;
        }

        private void ShowState(long now)
        {
            byte state = BleState(now);
            if (state != _shownState)
            {
                if (_ble != null) _ble.ShowState(state);
                if (_serial != null && _shownState != NoState) _serial.ShowState(SerialState());
            }

            _shownState = state;
            for (; _standard.StatesWanted > 0; _standard.StatesWanted--) TellState();
        }

        private void TellState()
        {
            _serial.ShowState(SerialState());
            if (SerialState() != ImprovState.Provisioned) return;
            WifiJoin.Answer(_result, _view.Board.Wifi);
            _serial.Send(_result);
        }

        // A gateway that is not reached is as good as no network to who stands before the device.
        private void ShowTrouble()
        {
            byte trouble = _view.Troubles.Worst;
            if (trouble == _shownTrouble) return;
            _shownTrouble = trouble;
            bool isGateway = Trouble.LongFlashes(trouble) == 2;
            if (!isGateway) return;
            if (_ble != null) _ble.ShowError(ImprovError.UnableToConnect);
            if (_serial != null) _serial.ShowError(ImprovError.UnableToConnect);
        }

        private void StepRestart(long now)
        {
            if (_device.WantsRestart && _askedAt < 0) _askedAt = now;
            if (_view.Settings.Changes != _seenChanges)
            {
                _seenChanges = _view.Settings.Changes;
                _changedAt = now;
            }

            bool isBusy = Commissioning.IsActive || _join.IsRunning || _authorisation.IsGranted(now);
            bool isSettled = _changedAt >= 0 && now - _changedAt >= SettleMilliseconds && !isBusy && _view.Settings.IsComplete;
            if (isSettled || (_askedAt >= 0 && now - _askedAt >= RestartDelayMilliseconds)) WantsRestart = true;
        }

        private long StepLight(long now)
        {
            if (_standard.WantsIdentify || _device.WantsIdentify) _identifyUntil = now + IdentifyMilliseconds;
            if (_identifySeconds > 0) _identifyUntil = now + _identifySeconds * 1000L;
            _identifySeconds = 0;
            _standard.WantsIdentify = _device.WantsIdentify = false;
            _blinker.Show(Pattern(now), now);
            return _blinker.Step(now);
        }

        private int[] Pattern(long now)
        {
            if (_button.IsWarning) return LightPattern.ResetWarning;
            if (now < _identifyUntil) return LightPattern.Identify;
            if (_join.IsRunning) return LightPattern.Joining;
            if (Commissioning.IsActive) return LightPattern.Commissioning;
            // Who has just typed a password sees what became of it, whatever else is wrong.
            bool isTold = _authorisation.IsGranted(now) && _join.Failure != Trouble.None;
            if (_authorisation.IsGranted(now) && !isTold) return LightPattern.Authorised;
            byte trouble = isTold ? _join.Failure : _view.Troubles.Worst;
            if (trouble == Trouble.None) return LightPattern.Working;
            if (_code == null || _codeOf != trouble) _code = LightPattern.Code(trouble);
            _codeOf = trouble;
            return _code;
        }
    }
}
