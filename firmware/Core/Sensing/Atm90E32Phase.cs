namespace GreenPow.Core
{
    /// <summary>
    /// One phase of an ATM90E32: real energy, added up in the chip in both directions and taken out by reading. What went each
    /// way since the last reading is set off against the other.
    /// </summary>
    public sealed class Atm90E32Phase : IPowerMeter
    {
        private const int RegisterSpan = 65536;

        private readonly Atm90E32 _chip;
        private readonly Atm90E32Port _port;
        private readonly Atm90E32PhaseOptions _options;
        private readonly long _largestMilliwatts;
        private int _life;

        public Atm90E32Phase(Atm90E32 chip, Atm90E32Port port, Atm90E32PhaseOptions options)
        {
            _chip = chip;
            _port = port;
            _options = options;
            _largestMilliwatts = (long)options.MaximumMilliamps * Wire.Instrument.MaximumMillivolts(Wire.Instrument.Atm90E32) / 1000;
        }

        public byte Instrument => Wire.Instrument.Atm90E32;

        public bool Start()
        {
            _life = 0;
            if (!_chip.Prepare() || !Empty(out int _, out int _)) return false;
            _life = _chip.Lives;
            return true;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            if (_life == 0 || _life != _chip.Lives || !_chip.KeptItsSettings()) return LoseBaseline();
            bool isWhole = Empty(out int forward, out int reverse);
            int voltage = _port.Read(Atm90E32Register.VoltageRmsA + _options.Phase);
            int current = _port.Read(Atm90E32Register.CurrentRmsA + _options.Phase);

            // What did not arrive is gone from the register, too. A register that could have gone round says nothing, and more than
            // the most that the line can carry (and two steps of rounding) came off a disturbed wire.
            long mostSteps = _largestMilliwatts * elapsedMilliseconds / Atm90E32Options.MicrojoulesPerStep + 2;
            if (!isWhole || mostSteps >= RegisterSpan || forward > mostSteps || reverse > mostSteps) return false;

            long net = (long)(forward - reverse) * Atm90E32Options.MicrojoulesPerStep;
            into.EnergyMicrojoules = net < 0 ? -net : net;
            into.MeanMicroamps = net < 0 ? -current * 1000L : current * 1000L;
            into.Millivolts = voltage * 10;
            into.Clipped = current > _options.MaximumMilliamps || voltage * 10L > Wire.Instrument.MaximumMillivolts(Wire.Instrument.Atm90E32);
            return true;
        }

        private bool Empty(out int forward, out int reverse)
        {
            bool hasForward = _port.ReadOnce(Atm90E32Register.ForwardEnergyA + _options.Phase, out forward);
            bool hasReverse = _port.ReadOnce(Atm90E32Register.ReverseEnergyA + _options.Phase, out reverse);
            return hasForward && hasReverse;
        }

        private bool LoseBaseline()
        {
            Start();
            return false;
        }
    }
}
