using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>How an INA226 is wired (SBOS547B, sections 6.5 and 7.1).</summary>
    public sealed class Ina226Options
    {
        /// <summary>
        /// CONFIG: bit 14 reads 1, AVG = 1024, 1.1 ms for bus and for shunt, both continuously. One conversion takes 2.25 s, longer
        /// than a signature in managed code keeps everything waiting, so a reading once a second sees every one.
        /// </summary>
        public const int Config = 0x4000 | (7 << 9) | (4 << 6) | (4 << 3) | 7;

        /// <summary>Bus voltage that the chip may carry, in steps of 1.25 mV: 36 V.</summary>
        public const int FullScaleBusSteps = 28800;

        /// <summary>Largest offset of the shunt input (section 6.5: 10 uV).</summary>
        public const int OffsetNanovolts = 10000;

        // 32,768 steps of 2.5 uV.
        private const long RangeNanovolts = 81920000;

        /// <summary>7-bit I2C address, 0x40 to 0x4F by the strapping of A0 and A1.</summary>
        public byte Address = 0x40;

        /// <summary>Largest current to measure, 100 to 100,000 mA.</summary>
        public int MaximumMilliamps = 20000;

        /// <summary>Shunt resistance, 10 to 1,000,000 microohm.</summary>
        public int ShuntMicroohms = 4000;

        /// <summary>
        /// CALIBRATION = 0.00512 / (CURRENT_LSB x R) with CURRENT_LSB = maximum / 2^15, rounded down: with mA and microohm
        /// 1.6777216e11 / (maximum x R). <see cref="Ina226"/> scales by what was written, so rounding costs nothing.
        /// </summary>
        public int Calibration => (int)(167772160000L / FullScaleNanovolts);

        /// <summary>What this wiring may show with nothing flowing: its class, or the chip's offset across this shunt at full voltage.</summary>
        public uint ZeroMilliwatts => ShuntZero.Milliwatts(Instrument.Ina226, OffsetNanovolts, ShuntMicroohms);

        private long FullScaleNanovolts => (long)MaximumMilliamps * ShuntMicroohms;

        /// <summary>Why the chip cannot measure this wiring, or null.</summary>
        public string Reason()
        {
            if (Address < 0x40 || Address > 0x4F) return "INA226 address is " + Address.ToString() + ", must be 64 to 79 (0x40 to 0x4F)";
            if (MaximumMilliamps < 100 || MaximumMilliamps > 100000) return "INA226 maximum current is " + MaximumMilliamps.ToString() + " mA, must be 100 to 100,000";
            if (ShuntMicroohms < 10 || ShuntMicroohms > 1000000) return "INA226 shunt is " + ShuntMicroohms.ToString() + " microohm, must be 10 to 1,000,000";
            if (FullScaleNanovolts > RangeNanovolts) return "INA226 shunt voltage is " + (FullScaleNanovolts / 1000).ToString() + " uV at the maximum current, must be at most 81,920";
            if (Calibration > 0x7FFF) return "INA226 shunt voltage is " + (FullScaleNanovolts / 1000).ToString() + " uV at the maximum current, must be at least 5,121";
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
