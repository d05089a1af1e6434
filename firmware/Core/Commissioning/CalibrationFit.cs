using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Gain and offset from the two points that are furthest apart, checked against all others. Arithmetic is that of
    /// <see cref="Channel"/>: true = reading x (1 + ppm / 10^6) + offset.
    /// </summary>
    public sealed class CalibrationFit
    {
        /// <summary>
        /// What time and temperature do to a calibrated instrument until the next commissioning, as a share of its class:
        /// an assumption, for no datasheet gives one number for chip, shunt and clamp together.
        /// </summary>
        public const int DriftPercentOfClass = 50;

        public int GainPpm { get; private set; }

        public int OffsetMicroamps { get; private set; }

        /// <summary>Largest disagreement of a load point after calibration, 0.01 % of its reading, rounded up.</summary>
        public int ResidualHundredths { get; private set; }

        /// <summary>Root of the squares of reference, residual, movement and drift; 0.01 % of the reading, k = 2, rounded up.</summary>
        public ushort UncertaintyHundredths { get; private set; }

        /// <summary>What the channel may show without current.</summary>
        public uint ZeroMilliwatts { get; private set; }

        /// <summary>Null when the points give a calibration; else what is wrong with them.</summary>
        public string Try(byte instrument, uint zeroMilliwatts, CalibrationPoint[] points, int count)
        {
            CalibrationPoint low = null;
            CalibrationPoint high = null;
            for (int i = 0; i < count; i++)
            {
                if (low == null || Size(points[i].TrueMicroamps) < Size(low.TrueMicroamps)) low = points[i];
                if (high == null || Size(points[i].TrueMicroamps) > Size(high.TrueMicroamps)) high = points[i];
            }

            if (low == high) return "Two points are needed, zero and a load or two loads; there are " + count.ToString();
            if (Size(low.TrueMicroamps) > Size(high.TrueMicroamps) / 2)
                return "Points at " + Size(low.TrueMicroamps).ToString() + " and " + Size(high.TrueMicroamps).ToString() + " uA are too close: one must be at most half of the other";
            string fault = Solve(low, high);
            if (fault == null) fault = Fault(instrument, zeroMilliwatts, high);
            if (fault == null) fault = Judge(instrument, zeroMilliwatts, points, count, low, high);
            return fault;
        }

        /// <summary>Rounds half away from zero.</summary>
        public static long Divide(long value, long by)
        {
            if (by == 0) return 0;
            long half = (by < 0 ? -by : by) / 2;
            return (value < 0 ? value - half : value + half) / by;
        }

        /// <summary>A reading as this calibration makes it true.</summary>
        public long Apply(long microamps) => microamps * (1000000 + GainPpm) / 1000000 + OffsetMicroamps;

        private string Solve(CalibrationPoint low, CalibrationPoint high)
        {
            long read = high.ReadMicroamps - low.ReadMicroamps;
            long truth = high.TrueMicroamps - low.TrueMicroamps;
            if (read == 0) return "Both points read " + high.ReadMicroamps.ToString() + " uA";
            long gain = Divide((truth - read) * 1000000, read);
            if (gain > Calibration.LargestGainPpm || gain < -Calibration.LargestGainPpm)
                return "Gain would be " + gain.ToString() + " ppm, at most " + Calibration.LargestGainPpm.ToString();
            GainPpm = (int)gain;
            OffsetMicroamps = 0;
            long offset = low.TrueMicroamps - Apply(low.ReadMicroamps);
            if (offset > int.MaxValue || offset < int.MinValue) return "Offset would be " + offset.ToString() + " uA";
            OffsetMicroamps = (int)offset;
            return null;
        }

        private string Fault(byte instrument, uint zeroMilliwatts, CalibrationPoint high)
        {
            int largestGain = CalibrationLimits.LargestGainPpm(instrument);
            if (GainPpm > largestGain || GainPpm < -largestGain)
                return "Gain would be " + GainPpm.ToString() + " ppm, at most " + largestGain.ToString() + " for this class: is the right shunt or clamp set?";
            long largestOffset = CalibrationLimits.LargestOffsetOfZero * CalibrationLimits.ZeroMicroamps(zeroMilliwatts, high.Millivolts);
            return Size(OffsetMicroamps) > largestOffset ? "Offset would be " + OffsetMicroamps.ToString() + " uA, at most " + largestOffset.ToString() : null;
        }

        private string Judge(byte instrument, uint zeroMilliwatts, CalibrationPoint[] points, int count, CalibrationPoint low, CalibrationPoint high)
        {
            long residual = 0;
            long moved = 0;
            long reference = 0;
            long zero = zeroMilliwatts;
            for (int i = 0; i < count; i++)
            {
                CalibrationPoint point = points[i];
                long off = Size(point.TrueMicroamps - Apply(point.ReadMicroamps));
                if (point.Kind == CalibrationPoint.Zero)
                {
                    // uA x mV = nW.
                    long shown = (off + point.SpreadMicroamps) * point.Millivolts / 1000000;
                    if (shown > zero) zero = shown;
                    continue;
                }

                long size = Size(point.TrueMicroamps);
                residual = Larger(residual, Up(off * 10000, size));
                moved = Larger(moved, Up(point.SpreadMicroamps * 5000, size));
                reference = Larger(reference, point.ReferenceUncertaintyHundredths);
            }

            long ofClass = Instrument.ClassUncertainty(instrument);
            if (residual > ofClass)
                return "A point disagrees by " + residual.ToString() + " hundredths of a percent after calibration, at most " + ofClass.ToString();
            // Two loads close together magnify what the reference does not know.
            long sum = Size(high.TrueMicroamps) + Size(low.TrueMicroamps);
            long magnified = Up(reference * sum, Size(high.TrueMicroamps) - Size(low.TrueMicroamps));
            long drift = ofClass * DriftPercentOfClass / 100;
            long total = RootUp(magnified * magnified + residual * residual + moved * moved + drift * drift);
            if (total > 2 * ofClass)
                return "Uncertainty would be " + total.ToString() + " hundredths of a percent, at most " + (2 * ofClass).ToString() + ", twice the class: a better reference instrument is needed";
            ResidualHundredths = (int)residual;
            UncertaintyHundredths = (ushort)total;
            ZeroMilliwatts = (uint)zero;
            return null;
        }

        private static long Size(long value) => value < 0 ? -value : value;

        private static long Larger(long a, long b) => a > b ? a : b;

        private static long Up(long value, long by) => (value + by - 1) / by;

        private static long RootUp(long value)
        {
            long root = 0;
            while (root * root < value) root++;
            return root;
        }
    }
}
