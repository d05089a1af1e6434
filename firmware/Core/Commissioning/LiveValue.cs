namespace GreenPow.Core
{
    /// <summary>What one instrument said in the last second, before any calibration.</summary>
    public sealed class LiveValue
    {
        /// <summary>False when it did not answer.</summary>
        public bool IsThere;

        public int Millivolts;
        public long Microamps;

        /// <summary>Mean power with the sign of the current.</summary>
        public long Milliwatts;

        public bool Clipped;

        /// <summary>
        /// The current that carried this power at this voltage: on mains less than the one that flowed. Gain and offset of a
        /// channel act on both alike, so a load can be compared by either.
        /// </summary>
        public long PowerMicroamps => Millivolts <= 0 ? 0 : Milliwatts * 1000000 / Millivolts;

        public void Take(PowerReading reading, int elapsedMilliseconds)
        {
            IsThere = true;
            Millivolts = reading.Millivolts;
            Microamps = reading.MeanMicroamps;
            long milliwatts = reading.EnergyMicrojoules / elapsedMilliseconds;
            Milliwatts = reading.MeanMicroamps < 0 ? -milliwatts : milliwatts;
            Clipped = reading.Clipped;
        }
    }
}
