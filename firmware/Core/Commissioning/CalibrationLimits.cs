using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>How far a calibration may reach before something is wrong with the installation instead of the meter.</summary>
    public static class CalibrationLimits
    {
        /// <summary>A gain this many times the class's uncertainty: the wrong shunt or clamp is set.</summary>
        public const int LargestGainOfClass = 10;

        /// <summary>An offset this many times the meter's zero: something flows, or the input is broken.</summary>
        public const int LargestOffsetOfZero = 20;

        /// <summary>A zero that moves more than this many times the meter's zero is not one.</summary>
        public const int LargestSpreadOfZero = 4;

        /// <summary>A load is at least this many times the meter's zero.</summary>
        public const int LeastLoadOfZero = 40;

        /// <summary>A load may move by this much while it is measured, in 0.01 %, or by its class where that is more.</summary>
        public const int LargestLoadSpreadHundredths = 200;

        /// <summary>Below this voltage the zero in watts says nothing about a current.</summary>
        public const int LeastMillivolts = 12000;

        /// <summary>The meter's zero in watts (<c>MeterSetup.ZeroMilliwatts</c>) as a current at this voltage.</summary>
        public static long ZeroMicroamps(uint zeroMilliwatts, int millivolts) =>
            zeroMilliwatts * 1000000L / (millivolts < LeastMillivolts ? LeastMillivolts : millivolts);

        public static int LargestGainPpm(byte instrument)
        {
            // 0.01 % are 100 ppm.
            int ofClass = Instrument.ClassUncertainty(instrument) * 100 * LargestGainOfClass;
            return ofClass < Calibration.LargestGainPpm ? ofClass : Calibration.LargestGainPpm;
        }

        /// <summary>Why a measured zero is none; null when it is one.</summary>
        public static string ZeroFault(uint zeroMilliwatts, CalibrationPoint point)
        {
            long zero = ZeroMicroamps(zeroMilliwatts, point.Millivolts);
            if (point.SpreadMicroamps > LargestSpreadOfZero * zero)
                return "Zero moves by " + point.SpreadMicroamps.ToString() + " uA, at most " + (LargestSpreadOfZero * zero).ToString();
            long read = point.ReadMicroamps < 0 ? -point.ReadMicroamps : point.ReadMicroamps;
            return read > LargestOffsetOfZero * zero ? "Zero reads " + point.ReadMicroamps.ToString() + " uA, at most " + (LargestOffsetOfZero * zero).ToString() + ": is a load still on?" : null;
        }

        /// <summary>Why a measured load cannot be used; null when it can.</summary>
        public static string LoadFault(byte instrument, uint zeroMilliwatts, CalibrationPoint point)
        {
            if ((point.ReadMicroamps < 0) != (point.TrueMicroamps < 0))
                return "The current flows against the channel's direction: turn the clamp or invert the meter";
            long read = point.ReadMicroamps < 0 ? -point.ReadMicroamps : point.ReadMicroamps;
            long least = LeastLoadOfZero * ZeroMicroamps(zeroMilliwatts, point.Millivolts);
            if (read < least) return "Load reads " + read.ToString() + " uA, at least " + least.ToString();
            int limit = Instrument.ClassUncertainty(instrument);
            if (limit < LargestLoadSpreadHundredths) limit = LargestLoadSpreadHundredths;
            long spread = point.SpreadMicroamps * 10000 / read;
            return spread > limit ? "Load moves by " + spread.ToString() + " hundredths of a percent, at most " + limit.ToString() : null;
        }
    }
}
