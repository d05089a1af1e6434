namespace GreenPow.Core
{
    /// <summary>
    /// Microchip ATM90E32AS poly-phase meter (datasheet Atmel-46003, application note Atmel-46103) on SPI: sets it up, shuts its
    /// settings against stray writes, and notices when it lost them. Each wired phase is an instrument of its own.
    /// </summary>
    public sealed class Atm90E32
    {
        /// <summary>After this the chip may answer again.</summary>
        private const int ResetMilliseconds = 6;

        /// <summary>A chip that has not come back by then is none.</summary>
        private const int LongestResetMilliseconds = 40;

        /// <summary>The digest runs up to 14 ms behind the settings (datasheet, CRCDigest).</summary>
        private const int DigestMilliseconds = 20;

        /// <summary>A chip that gave no answer is let rest for so many askings: a reset's wait is time that the other instruments miss.</summary>
        private const int AskingsOfRest = 30;

        private const int CommonSettings = 6;

        private readonly Atm90E32Port _port;
        private readonly Atm90E32Options _options;
        private bool _isSet;
        private int _digest;
        private int _resting;

        public Atm90E32(ISpiBus bus, Atm90E32Options options)
        {
            options.Check();
            _port = new Atm90E32Port(bus);
            _options = options;
            Phases = new Atm90E32Phase[options.Phases.Length];
            for (int i = 0; i < Phases.Length; i++) Phases[i] = new Atm90E32Phase(this, _port, options.Phases[i]);
        }

        /// <summary>One instrument per wired phase, in the order of the options.</summary>
        public Atm90E32Phase[] Phases { get; }

        /// <summary>Counts the times that the chip was set up: energy from before belongs to another life of it.</summary>
        public int Lives { get; private set; }

        /// <summary>
        /// Sets the chip up from its reset unless it still is, so that nothing that somebody else wrote acts on the energy; false when
        /// it does not answer. Waits about 30 ms, or not at all where it was silent a short while ago.
        /// </summary>
        public bool Prepare()
        {
            if (_isSet && KeptItsSettings()) return true;
            _isSet = false;
            Lives++;
            if (_resting > 0)
            {
                _resting--;
                return false;
            }

            if (!Reset())
            {
                _resting = AskingsOfRest;
                return false;
            }

            _port.Command(Atm90E32Register.SettingsAccess, Atm90E32Register.Open);
            _isSet = _port.Write(Atm90E32Register.MeterEnable, 1) && WriteAll();
            _port.Command(Atm90E32Register.SettingsAccess, Atm90E32Register.Shut);
            _port.Delay(DigestMilliseconds);
            _digest = _port.Read(Atm90E32Register.SettingsDigest);
            return _isSet;
        }

        /// <summary>
        /// One register tells a reset (reset value 0x0087), the digest over all settings tells a change in any of them; when the
        /// digest moved, every setting is read. A single answer that a disturbed wire changed is asked for again.
        /// </summary>
        public bool KeptItsSettings()
        {
            if (!Holds(Atm90E32Register.Mode0, _options.Mode0)) return false;
            if (Holds(Atm90E32Register.SettingsDigest, _digest)) return true;
            int digest = _port.Read(Atm90E32Register.SettingsDigest);
            for (int i = 0; i < Settings; i++)
            {
                Setting(i, out int register, out int value);
                if (!Holds(register, value)) return false;
            }

            _digest = digest;
            return true;
        }

        private int Settings => CommonSettings + Atm90E32PhaseOptions.Settings * _options.Phases.Length;

        private bool Reset()
        {
            _port.Command(Atm90E32Register.SoftReset, Atm90E32Register.Reset);
            for (int waited = 0; waited < LongestResetMilliseconds; waited += ResetMilliseconds)
            {
                _port.Delay(ResetMilliseconds);
                if (_port.Read(Atm90E32Register.MeterEnable) == 0
                    && _port.Read(Atm90E32Register.Mode0) == Atm90E32Register.Mode0AfterReset
                    && _port.Read(Atm90E32Register.PowerGainA) == 0) return true;
            }

            return false;
        }

        private bool Holds(int register, int value) => _port.Read(register) == value || _port.Read(register) == value;

        private bool WriteAll()
        {
            for (int i = 0; i < Settings; i++)
            {
                Setting(i, out int register, out int value);
                if (!_port.Write(register, value)) return false;
            }

            return true;
        }

        private void Setting(int index, out int register, out int value)
        {
            switch (index)
            {
                case 0: register = Atm90E32Register.PulseConstantHigh; value = Atm90E32Options.PulseConstant >> 16; return;
                case 1: register = Atm90E32Register.PulseConstantLow; value = Atm90E32Options.PulseConstant & 0xFFFF; return;
                case 2: register = Atm90E32Register.Mode0; value = _options.Mode0; return;
                case 3: register = Atm90E32Register.Mode1; value = _options.Mode1; return;
                case 4: register = Atm90E32Register.ActiveStartThreshold; value = Atm90E32Options.NoLoadThreshold; return;
                case 5: register = Atm90E32Register.ActivePhaseThreshold; value = Atm90E32Options.NoLoadThreshold; return;
                default:
                    int ofPhases = index - CommonSettings;
                    _options.Phases[ofPhases / Atm90E32PhaseOptions.Settings].Setting(ofPhases % Atm90E32PhaseOptions.Settings, out register, out value);
                    return;
            }
        }
    }
}
