namespace GreenPow.Core
{
    /// <summary>
    /// TI INA226 shunt monitor (datasheet SBOS547B) up to 36 V. It keeps no energy: it averages power over one conversion after the
    /// other without a gap, and every conversion is read once. One that may have been missed is not counted.
    /// </summary>
    public sealed class Ina226 : IPowerMeter
    {
        // Two slow conversions: a chip that is silent for longer does not convert.
        private const int LongestConversionMilliseconds = 6000;
        private const int FullScale = 32767;

        private readonly RegisterPort _port;
        private readonly Ina226Options _options;
        private readonly ConversionBank _bank = new ConversionBank();
        private readonly long _calibrationOhms;
        private bool _started;
        private int _waitedMilliseconds;
        private int _millivolts;
        private bool _isClipped;

        public Ina226(II2cBus bus, Ina226Options options)
        {
            options.Check();
            _port = new RegisterPort(bus, options.Address);
            _options = options;
            _calibrationOhms = (long)options.Calibration * options.ShuntMicroohms;
        }

        public byte Instrument => Wire.Instrument.Ina226;

        public bool Start()
        {
            _started = false;
            if (!IsPresent(_port)) return false;
            if (!_port.Write16(Ina226Register.Calibration, _options.Calibration)) return false;
            if (!_port.Write16(Ina226Register.MaskEnable, 0)) return false;

            // Writing CONFIG ends the running conversion and begins the next.
            if (!_port.Write16(Ina226Register.Config, Ina226Options.Config)) return false;
            _bank.Clear();
            _waitedMilliseconds = 0;
            _millivolts = 0;
            _isClipped = false;
            _started = true;
            return true;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            if (!_started || !_port.Read(Ina226Register.MaskEnable, 2, out long flags)) return LoseBaseline();
            bool mayHaveMissed = elapsedMilliseconds > ConversionBank.SafeMilliseconds;
            bool isReady = (flags & Ina226Register.ConversionReady) != 0;
            _waitedMilliseconds += elapsedMilliseconds;
            if (!isReady && _waitedMilliseconds > LongestConversionMilliseconds) return LoseBaseline();
            if (isReady && !TakeConversion(flags, mayHaveMissed)) return LoseBaseline();
            _bank.Take(elapsedMilliseconds, out long microjoules, out long microampMilliseconds);
            if (mayHaveMissed) _bank.SkipUnseen();

            // The direction is that of the charge; energy that says otherwise is rounding around nothing.
            if (microampMilliseconds < 0) microjoules = -microjoules;
            into.EnergyMicrojoules = microjoules < 0 ? 0 : microjoules;
            into.MeanMicroamps = elapsedMilliseconds > 0 ? microampMilliseconds / elapsedMilliseconds : 0;
            into.Millivolts = _millivolts;
            into.Clipped = _isClipped;
            _isClipped = false;
            return true;
        }

        /// <summary>The manufacturer's register spells "TI"; the die is 0x226 and a 4-bit revision.</summary>
        public static bool IsPresent(RegisterPort port) =>
            port.Holds(Ina226Register.ManufacturerId, 0x5449)
            && port.Read(Ina226Register.DieId, 2, out long die) && (die >> 4) == 0x226;

        private bool TakeConversion(long flags, bool mayHaveMissed)
        {
            // After a brown-out CALIBRATION is 0 and CONFIG 0x4127.
            if (!_port.Holds(Ina226Register.Config, Ina226Options.Config)
                || !_port.Holds(Ina226Register.Calibration, _options.Calibration)
                || !_port.Read(Ina226Register.ShuntVoltage, 2, out long shunt)
                || !_port.Read(Ina226Register.BusVoltage, 2, out long bus)
                || !_port.Read(Ina226Register.Power, 2, out long power)
                || !_port.Read(Ina226Register.Current, 2, out long current))
                return false;

            // So late that the next conversion may have come between these reads: its flag goes with it, so it is not read twice.
            if (mayHaveMissed && !_port.Read(Ina226Register.MaskEnable, 2, out long _)) return false;

            shunt = RegisterPort.SignExtend(shunt, 16);
            current = RegisterPort.SignExtend(current, 16);
            bool isInvalid = (flags & Ina226Register.MathOverflow) != 0;
            if (isInvalid || bus > Ina226Options.FullScaleBusSteps || IsAtEnd(shunt) || IsAtEnd(current)) _isClipped = true;
            _waitedMilliseconds = 0;
            _millivolts = (int)(bus * 5 / 4);
            int milliseconds = _bank.NextMilliseconds;

            // CURRENT_LSB as written = 0.00512 / (CALIBRATION x R): 5.12e9 / (CALIBRATION x microohm) uA. Power is 25 times that in
            // watts, so a step over 1 ms is 1.28e8 / (CALIBRATION x microohm) uJ (at most 16 + 27 + 12 bits above the line).
            long microjoules = isInvalid ? 0 : power * 128000000 * milliseconds / _calibrationOhms;
            long microampMilliseconds = isInvalid ? 0 : current * 5120000000 / _calibrationOhms * milliseconds;
            _bank.Add(current < 0 ? -microjoules : microjoules, microampMilliseconds);
            return true;
        }

        private static bool IsAtEnd(long steps) => steps >= FullScale || steps < -FullScale;

        private bool LoseBaseline()
        {
            Start();
            return false;
        }
    }
}
