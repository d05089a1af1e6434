namespace GreenPow.Wire
{
    /// <summary>One metered channel of a report.</summary>
    public sealed class ReportChannel
    {
        public byte Role;

        /// <summary>Number of the commissioning record whose calibration was used, modulo 256; 0 = none.</summary>
        public byte Calibration;

        /// <summary>Hundredths of a percent of the reading, k = 2.</summary>
        public ushort UncertaintyHundredths;

        /// <summary>Counter since commissioning: never goes back, never resets; at most 2^63 - 1.</summary>
        public ulong EnergyMilliwattHours;

        /// <summary>Gauge: mean over the slot.</summary>
        public uint VoltageMillivolts;

        /// <summary>Gauge: mean over the slot; negative against the role's direction.</summary>
        public int CurrentMilliamps;

        /// <summary>The slot's curve; the report's IntervalCount says how many are used.</summary>
        public readonly int[] MeanPowerMilliwatts = new int[ReportFrame.MaximumIntervals];
    }
}
