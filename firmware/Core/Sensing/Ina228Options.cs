using System;

namespace GreenPow.Core
{
    /// <summary>How an INA228 is wired; CURRENT_LSB = maximum / 2^19.</summary>
    public sealed class Ina228Options
    {
        /// <summary>Number of this instrument in status and commissioning frames.</summary>
        public const byte InstrumentId = 1;

        /// <summary>RSTACC in CONFIG: empties ENERGY and CHARGE.</summary>
        public const int ResetAccumulators = 0x4000;

        /// <summary>ADC_CONFIG at its reset value: continuous bus, shunt and temperature, 1052 us each, no averaging.</summary>
        public const int AdcContinuous = 0xFB68;

        // ADCRANGE in CONFIG: 1 = +-40.96 mV across the shunt, 0 = +-163.84 mV.
        private const int AdcRangeBit = 0x0010;
        private const long NarrowRangeNanovolts = 40960000;
        private const long WideRangeNanovolts = 163840000;

        /// <summary>7-bit I2C address, 0x40 to 0x4F by the strapping of A0 and A1.</summary>
        public byte Address = 0x40;

        /// <summary>Largest current to measure, 100 to 100,000 mA.</summary>
        public int MaximumMilliamps = 20000;

        /// <summary>Shunt resistance, 10 to 1,000,000 microohm.</summary>
        public int ShuntMicroohms = 2000;

        /// <summary>CONFIG as written after start: only ADCRANGE, chosen by the full-scale shunt voltage.</summary>
        public int Config => IsNarrow ? AdcRangeBit : 0;

        /// <summary>
        /// SHUNT_CAL = 13107.2e6 x CURRENT_LSB x R, four times that in the narrow range; with the maximum in mA and R in
        /// microohm that is exactly maximum x R / 40000. What rounding adds (half a step) the gain calibration takes out.
        /// </summary>
        public int ShuntCal => (int)(((long)MaximumMilliamps * ShuntMicroohms * (IsNarrow ? 4 : 1) + 20000) / 40000);

        private long FullScaleNanovolts => (long)MaximumMilliamps * ShuntMicroohms;

        private bool IsNarrow => FullScaleNanovolts <= NarrowRangeNanovolts;

        /// <summary>More than 102.4 V (VBUS full scale) times the maximum cannot have passed in this time; a larger step is a chip reset.</summary>
        public static long LargestEnergySteps(int elapsedMilliseconds)
        {
            // One step is maximum x 25/256 uJ; full power is 102.4 V x maximum mA = maximum x 102.4 uJ per ms, 1049 steps.
            return ((long)elapsedMilliseconds + 100) * 1049;
        }

        /// <summary>Refuses a wiring that the chip cannot measure.</summary>
        public void Check()
        {
            if (MaximumMilliamps < 100 || MaximumMilliamps > 100000) throw new ArgumentException("INA228 maximum current must be 100 to 100,000 mA");
            if (ShuntMicroohms < 10 || ShuntMicroohms > 1000000) throw new ArgumentException("INA228 shunt must be 10 to 1,000,000 microohm");
            if (FullScaleNanovolts > WideRangeNanovolts) throw new ArgumentException("INA228 shunt voltage exceeds 163.84 mV at the maximum current");
            if (ShuntCal < 1 || ShuntCal > 0x7FFF) throw new ArgumentException("INA228 SHUNT_CAL does not fit 15 bits");
        }
    }
}
