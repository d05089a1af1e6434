using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// A report as its difference to the report before it: most fields then take one byte. Nothing is lost: <see cref="Read"/> gives back
    /// every field, and the frame is rebuilt from them bit by bit. Which record is complete in itself is the caller's affair:
    /// it gives an empty basis.
    /// </summary>
    /// <remarks>
    /// Order: slotStart against the previous slot's end, slotSeconds, flags (their change, sealed bit lowest), bootCount, jobId, hashesTried,
    /// shareCount + 32 x channelCount, intervalCount, nonces; per channel what changed of role, calibration and uncertainty, then energy, voltage,
    /// current, mean powers (each against the one before it) and the remainder u24; end of the newest UTC slot; signature where sealed.
    /// </remarks>
    public sealed class ReportPacker
    {
        private readonly FieldWriter _writer = new FieldWriter();
        private readonly FieldReader _reader = new FieldReader();

        /// <summary>Writes behind <paramref name="at"/> and returns where it ended.</summary>
        public int Write(byte[] into, int at, ReportFrame frame, ReportBasis before, uint[] remainderMicrojoules, uint lastUtcEnd)
        {
            FieldWriter to = _writer;
            to.Begin(into, at);
            to.WriteDifference((long)frame.SlotStart - before.SlotEnd);
            to.WriteDifference((long)frame.SlotSeconds - before.SlotSeconds);
            to.WriteNumber(SealedLowest(frame.Flags ^ before.Flags));
            to.WriteDifference((long)frame.BootCount - before.BootCount);
            to.WriteDifference((long)frame.JobId - before.JobId);
            to.WriteDifference((long)frame.HashesTried - before.HashesTried);
            to.WriteByte(frame.ShareCount | frame.ChannelCount << 5);
            to.WriteByte(frame.IntervalCount);
            for (int i = 0; i < frame.ShareCount; i++) to.WriteFour(frame.Nonces[i]);
            for (int i = 0; i < frame.ChannelCount; i++)
            {
                ReportChannel channel = frame.Channels[i];
                to.WriteNumber(KindOf(channel) ^ before.Kind[i]);
                to.WriteDifference(unchecked((long)(channel.EnergyMilliwattHours - before.EnergyMilliwattHours[i])));
                to.WriteDifference((long)channel.VoltageMillivolts - before.VoltageMillivolts[i]);
                to.WriteDifference((long)channel.CurrentMilliamps - before.CurrentMilliamps[i]);
                long power = before.LastPowerMilliwatts[i];
                for (int n = 0; n < frame.IntervalCount; n++)
                {
                    to.WriteDifference(channel.MeanPowerMilliwatts[n] - power);
                    power = channel.MeanPowerMilliwatts[n];
                }

                to.WriteThree(remainderMicrojoules[i]);
            }

            to.WriteDifference(lastUtcEnd - EndOf(frame));
            if (frame.IsSealed) to.WriteSome(frame.Signature, 0, FrameSigning.SignatureLength);
            return to.At;
        }

        /// <summary>
        /// Turns the report before into this one, in place: all that was packed, sequence and previous excepted.
        /// False when the bytes are not exactly one packed report.
        /// </summary>
        public bool Read(byte[] from, int at, int end, ReportFrame frame, uint[] remainderMicrojoules, out uint lastUtcEnd)
        {
            FieldReader of = _reader;
            of.Begin(from, at, end);
            int oldIntervals = frame.IntervalCount;
            frame.SlotStart = unchecked((uint)(EndOf(frame) + of.ReadDifference()));
            frame.SlotSeconds = unchecked((ushort)(frame.SlotSeconds + of.ReadDifference()));
            frame.Flags = unchecked((ushort)(frame.Flags ^ FromSealedLowest(of.ReadNumber())));
            frame.BootCount = unchecked((uint)(frame.BootCount + of.ReadDifference()));
            frame.JobId = unchecked((uint)(frame.JobId + of.ReadDifference()));
            frame.HashesTried = unchecked((uint)(frame.HashesTried + of.ReadDifference()));
            int counts = of.ReadByte();
            int intervals = of.ReadByte();
            lastUtcEnd = 0;
            if ((counts & 31) > ReportFrame.MaximumShares || counts >> 5 > ReportFrame.MaximumChannels || intervals > ReportFrame.MaximumIntervals) return false;
            frame.ShareCount = unchecked((byte)(counts & 31));
            frame.ChannelCount = unchecked((byte)(counts >> 5));
            for (int i = 0; i < frame.ShareCount; i++) frame.Nonces[i] = of.ReadFour();
            for (int i = 0; i < frame.ChannelCount; i++)
            {
                ReportChannel channel = frame.Channels[i];
                uint kind = KindOf(channel) ^ unchecked((uint)of.ReadNumber());
                channel.Role = unchecked((byte)kind);
                channel.Calibration = unchecked((byte)(kind >> 8));
                channel.UncertaintyHundredths = unchecked((ushort)(kind >> 16));
                channel.EnergyMilliwattHours = unchecked(channel.EnergyMilliwattHours + (ulong)of.ReadDifference());
                channel.VoltageMillivolts = unchecked((uint)(channel.VoltageMillivolts + of.ReadDifference()));
                channel.CurrentMilliamps = unchecked((int)(channel.CurrentMilliamps + of.ReadDifference()));
                long power = LastPower(channel, oldIntervals);
                for (int n = 0; n < intervals; n++)
                {
                    power += of.ReadDifference();
                    channel.MeanPowerMilliwatts[n] = unchecked((int)power);
                }

                remainderMicrojoules[i] = of.ReadThree();
            }

            frame.IntervalCount = unchecked((byte)intervals);
            lastUtcEnd = unchecked((uint)(EndOf(frame) + of.ReadDifference()));
            if (frame.IsSealed) of.ReadSome(frame.Signature, 0, FrameSigning.SignatureLength);
            return !of.IsBeyondEnd && of.At == end;
        }

        internal static long EndOf(ReportFrame frame) => (long)frame.SlotStart + frame.SlotSeconds;

        internal static int LastPower(ReportChannel channel, int intervals) => intervals == 0 ? 0 : channel.MeanPowerMilliwatts[intervals - 1];

        internal static uint KindOf(ReportChannel channel) =>
            channel.Role | (uint)channel.Calibration << 8 | (uint)channel.UncertaintyHundredths << 16;

        // The flag that changes most often is the highest bit.
        private static uint SealedLowest(int flags) => (uint)((flags << 1 | flags >> 15) & 0xFFFF);

        private static int FromSealedLowest(ulong flags) => (int)((flags >> 1 | flags << 15) & 0xFFFF);
    }
}
