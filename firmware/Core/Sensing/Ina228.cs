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

        private readonly II2cBus _bus;
        private readonly Ina228Options _options;
        private readonly byte[] _bytes = new byte[5];
        private bool _started;
        private long _energy;
        private long _charge;
        private long _energyRemainder;

        public Ina228(II2cBus bus, Ina228Options options)
        {
            options.Check();
            _bus = bus;
            _options = options;
        }

        public byte Instrument => Ina228Options.InstrumentId;

        public bool Start()
        {
            _started = false;
            if (!IsPresent()) return false;
            if (!Write16(Ina228Register.Config, _options.Config | Ina228Options.ResetAccumulators)) return false;
            if (!Write16(Ina228Register.Config, _options.Config)) return false;
            if (!Write16(Ina228Register.AdcConfig, Ina228Options.AdcContinuous)) return false;
            if (!Write16(Ina228Register.ShuntCal, _options.ShuntCal)) return false;
            if (!ReadUnsigned(Ina228Register.Energy, 5, out _energy) || !ReadUnsigned(Ina228Register.Charge, 5, out _charge)) return false;
            _energyRemainder = 0;
            _started = true;
            return true;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            if (!_started) return LoseBaseline();
            if (!KeptItsSettings()
                || !ReadUnsigned(Ina228Register.Energy, 5, out long energy)
                || !ReadUnsigned(Ina228Register.Charge, 5, out long charge)
                || !ReadUnsigned(Ina228Register.VBus, 3, out long vbus)
                || !ReadUnsigned(Ina228Register.Current, 3, out long current)
                || !ReadUnsigned(Ina228Register.DiagAlert, 2, out long diagnosis))
                return LoseBaseline();

            // The registers count modulo 2^40: the difference is right across a wrap, and far too large after a chip reset.
            long energySteps = (energy - _energy) & (AccumulatorSpan - 1);
            long chargeSteps = SignExtend((charge - _charge) & (AccumulatorSpan - 1), 40);
            if (energySteps > Ina228Options.LargestEnergySteps(elapsedMilliseconds)) return LoseBaseline();
            _energy = energy;
            _charge = charge;

            // One step is 16 x 3.2 x CURRENT_LSB joules = maximumMilliamps x 25/256 microjoules (at most 40 + 17 + 5 bits).
            long scaled = energySteps * _options.MaximumMilliamps * 25 + _energyRemainder;
            into.EnergyMicrojoules = scaled / 256;
            _energyRemainder = scaled % 256;

            // One step is CURRENT_LSB coulombs = maximumMilliamps / 2^19 millicoulombs; over milliseconds that is microamps x 10^6.
            into.MeanMicroamps = elapsedMilliseconds > 0
                ? chargeSteps * _options.MaximumMilliamps / elapsedMilliseconds * 1000000 / CurrentFullScale
                : 0;

            // 20 bits above 4 reserved ones; 195.3125 uV = 3125/16 uV per step.
            into.Millivolts = (int)((vbus >> 4) * 3125 / 16000);
            long currentSteps = SignExtend(current >> 4, 20);
            into.Clipped = (diagnosis & Ina228Register.MathOverflow) != 0
                || currentSteps >= CurrentFullScale - 1 || currentSteps <= -CurrentFullScale;
            return true;
        }

        /// <summary>MANUFACTURER_ID spells "TI"; DEVICE_ID is 0x228 and a 4-bit revision.</summary>
        public bool IsPresent() =>
            ReadUnsigned(Ina228Register.ManufacturerId, 2, out long maker) && maker == 0x5449
            && ReadUnsigned(Ina228Register.DeviceId, 2, out long device) && (device >> 4) == 0x228;

        // A chip that browned out comes back with SHUNT_CAL = 0x1000 and empty accumulators: its readings mean something else.
        private bool KeptItsSettings() =>
            ReadUnsigned(Ina228Register.ShuntCal, 2, out long cal) && cal == _options.ShuntCal
            && ReadUnsigned(Ina228Register.Config, 2, out long config) && config == _options.Config;

        private bool LoseBaseline()
        {
            Start();
            return false;
        }

        private bool ReadUnsigned(byte register, int count, out long value)
        {
            value = 0;
            if (!_bus.Read(_options.Address, register, _bytes, 0, count)) return false;
            for (int i = 0; i < count; i++) value = (value << 8) | _bytes[i];
            return true;
        }

        private bool Write16(byte register, int value)
        {
            _bytes[0] = unchecked((byte)(value >> 8));
            _bytes[1] = unchecked((byte)value);
            return _bus.Write(_options.Address, register, _bytes, 0, 2);
        }

        private static long SignExtend(long value, int bits)
        {
            long sign = 1L << (bits - 1);
            return (value ^ sign) - sign;
        }
    }
}
