using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Of the report before in a spool file, what the next one is packed against; the rest of it is on the flash already.</summary>
    public sealed class ReportBasis
    {
        public long SlotEnd;
        public ushort SlotSeconds;
        public ushort Flags;
        public uint BootCount;
        public uint JobId;
        public uint HashesTried;
        public byte ChannelCount;
        public readonly uint[] Kind = new uint[ReportFrame.MaximumChannels];
        public readonly ulong[] EnergyMilliwattHours = new ulong[ReportFrame.MaximumChannels];
        public readonly uint[] VoltageMillivolts = new uint[ReportFrame.MaximumChannels];
        public readonly int[] CurrentMilliamps = new int[ReportFrame.MaximumChannels];

        /// <summary>End of the curve; 0 where it has none.</summary>
        public readonly int[] LastPowerMilliwatts = new int[ReportFrame.MaximumChannels];

        public void Take(ReportFrame frame)
        {
            SlotEnd = ReportPacker.EndOf(frame);
            SlotSeconds = frame.SlotSeconds;
            Flags = frame.Flags;
            BootCount = frame.BootCount;
            JobId = frame.JobId;
            HashesTried = frame.HashesTried;
            ChannelCount = frame.ChannelCount;
            for (int i = 0; i < frame.ChannelCount; i++)
            {
                ReportChannel channel = frame.Channels[i];
                Kind[i] = ReportPacker.KindOf(channel);
                EnergyMilliwattHours[i] = channel.EnergyMilliwattHours;
                VoltageMillivolts[i] = channel.VoltageMillivolts;
                CurrentMilliamps[i] = channel.CurrentMilliamps;
                LastPowerMilliwatts[i] = ReportPacker.LastPower(channel, frame.IntervalCount);
            }
        }

        /// <summary>Nothing is known of a report before: what is packed then is complete in itself.</summary>
        public void Clear()
        {
            SlotEnd = 0;
            SlotSeconds = Flags = 0;
            BootCount = JobId = HashesTried = 0;
            for (int i = 0; i < ReportFrame.MaximumChannels; i++)
            {
                Kind[i] = VoltageMillivolts[i] = 0;
                EnergyMilliwattHours[i] = 0;
                CurrentMilliamps[i] = LastPowerMilliwatts[i] = 0;
            }
        }
    }
}
