using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>How an INA228 is wired; CURRENT_LSB = maximum / 2^19.</summary>
    public sealed class Ina228Options
    {
        /// <summary>RSTACC in CONFIG: empties ENERGY and CHARGE.</summary>
        public const int ResetAccumulators = 0x4000;

        /// <summary>ADC_CONFIG at its reset value: continuous bus, shunt and temperature, 1052 us each, no averaging.</summary>
        public const int AdcContinuous = 0xFB68;

        /// <summary>DIAG_ALRT: ALATCH over its reset value. Without it a finished conversion may show for a moment only.</summary>
        public const int LatchedDiagnosis = 0x8001;

        /// <summary>Bus voltage that the chip measures by its datasheet, in steps of 195.3125 uV: 85 V.</summary>
        public const int FullScaleBusSteps = 435200;

        /// <summary>Largest offset of the shunt input at 25 degrees Celsius (SLYS021, section 6.5: 1 uV).</summary>
        public const int OffsetNanovolts = 1000;

        // ADCRANGE in CONFIG: 1 = +-40.96 mV across the shunt, 0 = +-163.84 mV.
        private const int AdcRangeBit = 0x0010;
        private const int TemperatureCompensationBit = 0x0020;
        private const long NarrowRangeNanovolts = 40960000;
        private const long WideRangeNanovolts = 163840000;

        /// <summary>7-bit I2C address, 0x40 to 0x4F by the strapping of A0 and A1.</summary>
        public byte Address = 0x40;

        /// <summary>Largest current to measure, 100 to 100,000 mA.</summary>
        public int MaximumMilliamps = 20000;

        /// <summary>Shunt resistance, 10 to 1,000,000 microohm.</summary>
        public int ShuntMicroohms = 2000;

        /// <summary>The shunt's own temperature coefficient, which the chip then takes out, 0 to 16,383 ppm/K; 0 = off.</summary>
        public int ShuntPpmPerKelvin;

        /// <summary>CONFIG as written after start: ADCRANGE by the full-scale shunt voltage, TEMPCOMP by the shunt's coefficient.</summary>
        public int Config => (IsNarrow ? AdcRangeBit : 0) | (ShuntPpmPerKelvin > 0 ? TemperatureCompensationBit : 0);

        /// <summary>
        /// SHUNT_CAL = 13107.2e6 x CURRENT_LSB x R, four times that in the narrow range; with the maximum in mA and R in
        /// microohm that is exactly maximum x R / 40000. What rounding adds (half a step) the gain calibration takes out.
        /// </summary>
        public int ShuntCal => (int)(((long)MaximumMilliamps * ShuntMicroohms * (IsNarrow ? 4 : 1) + 20000) / 40000);

        /// <summary>What this wiring may show with nothing flowing: its class, or the chip's offset across this shunt at full voltage.</summary>
        public uint ZeroMilliwatts => ShuntZero.Milliwatts(Instrument.Ina228, OffsetNanovolts, ShuntMicroohms);

        private long FullScaleNanovolts => (long)MaximumMilliamps * ShuntMicroohms;

        private bool IsNarrow => FullScaleNanovolts <= NarrowRangeNanovolts;

        /// <summary>More than 102.4 V (VBUS full scale) times the maximum cannot have passed in this time; a larger step is a chip reset.</summary>
        public static long LargestEnergySteps(int elapsedMilliseconds)
        {
            // One step is maximum x 25/256 uJ; full power is 102.4 V x maximum mA = maximum x 102.4 uJ per ms, 1049 steps.
            return ((long)elapsedMilliseconds + 100) * 1049;
        }

        /// <summary>2^19 a second is full scale, 524.3 a millisecond; the rest is for the chip's oscillator, at most 1 % off.</summary>
        public static long LargestChargeSteps(int elapsedMilliseconds) => ((long)elapsedMilliseconds + 100) * 535;

        /// <summary>Why the chip cannot measure this wiring, or null.</summary>
        public string Reason()
        {
            if (Address < 0x40 || Address > 0x4F) return "INA228 address is " + Address.ToString() + ", must be 64 to 79 (0x40 to 0x4F)";
            if (MaximumMilliamps < 100 || MaximumMilliamps > 100000) return "INA228 maximum current is " + MaximumMilliamps.ToString() + " mA, must be 100 to 100,000";
            if (ShuntMicroohms < 10 || ShuntMicroohms > 1000000) return "INA228 shunt is " + ShuntMicroohms.ToString() + " microohm, must be 10 to 1,000,000";
            if (FullScaleNanovolts > WideRangeNanovolts) return "INA228 shunt voltage is " + (FullScaleNanovolts / 1000).ToString() + " uV at the maximum current, must be at most 163,840";
            if (ShuntPpmPerKelvin < 0 || ShuntPpmPerKelvin > 0x3FFF) return "INA228 shunt coefficient is " + ShuntPpmPerKelvin.ToString() + " ppm/K, must be 0 to 16,383";
            if (ShuntCal < 1 || ShuntCal > 0x7FFF) return "INA228 SHUNT_CAL is " + ShuntCal.ToString() + ", must be 1 to 32,767";
            return null;
        }

        /// <summary>Refuses a wiring that the chip cannot measure.</summary>
        public void Check()
        {
            string reason = Reason();
            if (reason != null) throw new ArgumentException(reason);
        }
    }
}
