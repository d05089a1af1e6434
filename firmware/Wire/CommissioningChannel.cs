namespace GreenPow.Wire
{
    /// <summary>One channel as the installer measured it against a reference instrument.</summary>
    public sealed class CommissioningChannel
    {
        public byte Role;
        public byte Instrument;

        /// <summary>Hundredths of a percent of the reading, k = 2, after calibration.</summary>
        public ushort UncertaintyHundredths;

        /// <summary>Reports above this (130 % in a slot for generation) get the finding OverCapacity.</summary>
        public uint CapacityWatts;

        /// <summary>Parts per million that the current is multiplied by, on top of 1.</summary>
        public int GainPartsPerMillion;

        /// <summary>Added to the current after the gain: what takes the reading to zero with nothing flowing.</summary>
        public int OffsetMicroamps;

        /// <summary>What the channel may show with nothing flowing.</summary>
        public uint ZeroMilliwatts;
    }
}
