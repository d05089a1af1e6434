namespace GreenPow.Core
{
    /// <summary>What was measured at one channel, and what came of it.</summary>
    public sealed class ChannelPoints
    {
        /// <summary>A zero and seven loads.</summary>
        public const int MaximumCount = 8;

        public readonly CalibrationPoint[] Points = new CalibrationPoint[MaximumCount];

        public int Count { get; private set; }

        /// <summary>Null until <see cref="Calibrate"/> succeeded, and again after a new point.</summary>
        public CalibrationFit Fit { get; private set; }

        /// <summary>Registered watts of the channel; 0 = not yet said.</summary>
        public uint CapacityWatts { get; set; }

        public void Clear()
        {
            Count = 0;
            Fit = null;
        }

        /// <summary>Takes a point; a second zero replaces the first. False when there is no room.</summary>
        public bool Add(CalibrationPoint point)
        {
            int at = Count;
            for (int i = 0; i < Count; i++)
                if (point.Kind == CalibrationPoint.Zero && Points[i].Kind == CalibrationPoint.Zero) at = i;
            if (at == MaximumCount) return false;
            Points[at] = point;
            if (at == Count) Count++;
            Fit = null;
            return true;
        }

        /// <summary>Null when the points gave a calibration, else why not.</summary>
        public string Calibrate(byte instrument, uint zeroMilliwatts)
        {
            CalibrationFit fit = new CalibrationFit();
            string reason = fit.Try(instrument, zeroMilliwatts, Points, Count);
            Fit = reason == null ? fit : null;
            return reason;
        }
    }
}
