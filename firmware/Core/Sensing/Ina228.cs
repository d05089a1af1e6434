namespace GreenPow.Core
{
    /// <summary>
    /// TI INA228 shunt monitor (datasheet SLYS021): 85 V, energy and charge integrated in hardware.
    /// Every scale here is a fraction of integers, so nothing is lost between readings.
    /// </summary>
    public sealed class Ina228 : IPowerMeter
    {
        // 40-bit accumulators.
        private const long AccumulatorSpan = 1L << 40;
        private const int CurrentFullScale = 1 << 19;

        // Three conversions of 1052 us; below this a finished one cannot be demanded.
        private const int CertainConversionMilliseconds = 20;

        // Of DIAG_ALRT: still latched as Start has set it, and its trim memory sound.
        private const int Healthy = Ina228Register.AlertLatch | Ina228Register.MemoryIsSound;

        private readonly RegisterPort _port;
        private readonly Ina228Options _options;
        private readonly int _config;
        private readonly int _shuntCal;
        private bool _started;
        private long _energy;
        private long _charge;
        private long _energyRemainder;
        private int _millivolts;

        public Ina228(II2cBus bus, Ina228Options options)
        {
            options.Check();
            _port = new RegisterPort(bus, options.Address);
            _options = options;
            // Asked in every reading.
            _config = options.Config;
            _shuntCal = options.ShuntCal;
        }

        public byte Instrument => Wire.Instrument.Ina228;

        public bool Start()
        {
            _started = false;
            if (!IsPresent(_port)) return false;
            if (!EmptyAccumulators()) return false;
            if (!_port.Write16(Ina228Register.DiagAlert, Ina228Options.LatchedDiagnosis)) return false;
            if (!_port.Write16(Ina228Register.AdcConfig, Ina228Options.AdcContinuous)) return false;
            if (!_port.Write16(Ina228Register.ShuntCal, _shuntCal)) return false;
            if (!_port.Write16(Ina228Register.ShuntTempCo, _options.ShuntPpmPerKelvin)) return false;
            if (!TakeBaseline()) return false;
            _energyRemainder = 0;
            _millivolts = 0;
            _started = true;
            return true;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            if (!_started) return LoseBaseline();
            if (!KeptItsSettings()
                || !_port.Read(Ina228Register.Energy, 5, out long energy)
                || !_port.Read(Ina228Register.Charge, 5, out long charge)
                || !_port.Read(Ina228Register.VBus, 3, out long vbus)
                || !_port.Read(Ina228Register.Current, 3, out long current)
                || !_port.Read(Ina228Register.DiagAlert, 2, out long diagnosis)
                || !IsConverting(diagnosis, elapsedMilliseconds))
                return LoseBaseline();

            // The registers count modulo 2^40: the difference is right across a wrap, and far too large after a chip reset.
            long energySteps = (energy - _energy) & (AccumulatorSpan - 1);
            // Shifted up and back, a field of so many bits has its sign: SignExtend costs the interpreter three times that.
            long chargeSteps = (charge - _charge) << 24 >> 24;
            long chargedSteps = chargeSteps < 0 ? -chargeSteps : chargeSteps;
            if (energySteps > Ina228Options.LargestEnergySteps(elapsedMilliseconds)) return LoseBaseline();
            // CHARGE at its end may begin at zero instead of going on from the other end: a step that no current makes.
            if (chargedSteps > Ina228Options.LargestChargeSteps(elapsedMilliseconds)) return LoseBaseline();
            _energy = energy;
            _charge = charge;

            // 20 bits above 4 reserved ones; 195.3125 uV = 3125/16 uV per step.
            long busSteps = vbus << 40 >> 44;
            int millivolts = busSteps < 0 ? 0 : (int)(busSteps * 3125 / 16000);

            // One step is 16 x 3.2 x CURRENT_LSB joules = maximumMilliamps x 25/256 microjoules (at most 40 + 17 + 5 bits).
            long scaled = energySteps * _options.MaximumMilliamps * 25 + _energyRemainder;
            long most = LargestOneWay(chargedSteps, millivolts > _millivolts ? millivolts : _millivolts);
            into.EnergyMicrojoules = scaled / 256;
            _energyRemainder = scaled % 256;
            if (into.EnergyMicrojoules > most) into.EnergyMicrojoules = most;

            // One step is CURRENT_LSB coulombs = maximumMilliamps / 2^19 millicoulombs; over milliseconds that is microamps x 10^6.
            into.MeanMicroamps = elapsedMilliseconds > 0
                ? chargeSteps * _options.MaximumMilliamps / elapsedMilliseconds * 1000000 / CurrentFullScale
                : 0;
            into.Millivolts = _millivolts = millivolts;
            long currentSteps = current << 40 >> 44;
            bool hasOverflown = (diagnosis & Ina228Register.MathOverflow) != 0;
            into.Clipped = hasOverflown || busSteps > Ina228Options.FullScaleBusSteps
                || currentSteps >= CurrentFullScale - 1 || currentSteps <= -CurrentFullScale;
            if (hasOverflown) _started = EmptyAccumulators() && TakeBaseline();
            return true;
        }

        /// <summary>MANUFACTURER_ID spells "TI"; DEVICE_ID is 0x228 and a 4-bit revision.</summary>
        public static bool IsPresent(RegisterPort port) =>
            port.Holds(Ina228Register.ManufacturerId, 0x5449)
            && port.Read(Ina228Register.DeviceId, 2, out long device) && (device >> 4) == 0x228;

        // ENERGY adds up magnitudes: what swings to and fro, and noise around nothing, would count both ways. The charge knows
        // its sign, so no more than the net charge at the higher of the two bus voltages can have gone one way: two steps for
        // rounding, 1/64 for the voltage in between. mC x mV = uJ (at most 26 + 17 + 17 bits).
        private long LargestOneWay(long chargedSteps, int millivolts)
        {
            long most = (chargedSteps + 2) * _options.MaximumMilliamps * millivolts / CurrentFullScale;
            return most + most / 64;
        }

        // A chip that browned out comes back with SHUNT_CAL = 0x1000 and empty accumulators: its readings mean something else.
        private bool KeptItsSettings() =>
            _port.Holds(Ina228Register.ShuntCal, _shuntCal) && _port.Holds(Ina228Register.Config, _config);

        // MATHOF stays until RSTACC: left alone, one overflow would clip every reading after it.
        private bool EmptyAccumulators() =>
            _port.Write16(Ina228Register.Config, _config | Ina228Options.ResetAccumulators) && _port.Write16(Ina228Register.Config, _config);

        private bool TakeBaseline() => _port.Read(Ina228Register.Energy, 5, out _energy) && _port.Read(Ina228Register.Charge, 5, out _charge);

        private static bool IsConverting(long diagnosis, int elapsedMilliseconds) =>
            (diagnosis & Healthy) == Healthy
            && (elapsedMilliseconds < CertainConversionMilliseconds || (diagnosis & Ina228Register.ConversionReady) != 0);

        private bool LoseBaseline()
        {
            Start();
            return false;
        }
    }
}
