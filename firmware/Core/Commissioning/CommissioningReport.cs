using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The full report as the one text whose SHA-256 is the record's reportHash: UTF-8, one fact a line, a line feed behind each,
    /// whole numbers with their unit in the name. Who has the document can check every gain in the record.
    /// </summary>
    public static class CommissioningReport
    {
        /// <summary>Six channels of eight points and a long reference.</summary>
        public const int MaximumLength = 8192;

        /// <summary>Null when it does not fit, which six full channels do.</summary>
        public static byte[] Write(CommissioningFrame frame, string reference, CommissioningMode mode, int[] fitOf)
        {
            TextBuffer text = new TextBuffer(MaximumLength);
            text.Text("GreenPow commissioning report 1\ndevice ").Text(Identity.Text(frame.DeviceId, 0));
            text.Text("\nnetwork ").Text(Bytes.ToHex(frame.NetworkId, 0, Identity.NetworkIdLength));
            text.Text("\nrecord ").Number(frame.Record);
            text.Text("\nfrom-sequence ").Number((long)frame.FromSequence);
            text.Text("\nunix-time ").Number(frame.UnixTime);
            text.Text("\nexpires ").Number(frame.Expires);
            text.Text("\nlatitude-mdeg ").Number(frame.LatitudeMillidegrees);
            text.Text("\nlongitude-mdeg ").Number(frame.LongitudeMillidegrees);
            text.Text("\npanel-W ").Number(frame.PanelWatts);
            text.Text("\ntilt-ddeg ").Number(frame.TiltTenthDegrees);
            text.Text("\nazimuth-ddeg ").Number(frame.AzimuthTenthDegrees);
            text.Text("\ninstaller 0x").Text(Bytes.ToHex(frame.Installer, 0, 20));
            text.Text("\nreference ").Text(reference).Text("\n");
            for (int i = 0; i < frame.ChannelCount; i++) Channel(text, frame, mode, i, fitOf[i]);
            text.Text("end\n");
            if (text.IsFull) return null;
            byte[] bytes = new byte[text.Length];
            System.Array.Copy(text.Bytes, 0, bytes, 0, bytes.Length);
            return bytes;
        }

        private static void Channel(TextBuffer text, CommissioningFrame frame, CommissioningMode mode, int index, int fitOf)
        {
            CommissioningChannel channel = frame.Channels[index];
            text.Text("channel ").Number(index).Text(" role ").Number(channel.Role).Text(" instrument ").Number(channel.Instrument);
            text.Text(" meter ").Number(mode.Channels[index].Meter).Text(" reversed ").Number(mode.Channels[index].Reversed ? 1 : 0);
            text.Text(" capacity-W ").Number(channel.CapacityWatts).Text("\n");
            ChannelPoints points = mode.Points[index];
            for (int i = 0; i < points.Count; i++) Point(text, points.Points[i]);
            text.Text("result of-channel ").Number(fitOf).Text(" gain-ppm ").Number(channel.GainPartsPerMillion);
            text.Text(" offset-uA ").Number(channel.OffsetMicroamps).Text(" residual ").Number(mode.Points[fitOf].Fit.ResidualHundredths);
            text.Text(" uncertainty ").Number(channel.UncertaintyHundredths).Text(" zero-mW ").Number(channel.ZeroMilliwatts).Text("\n");
        }

        private static void Point(TextBuffer text, CalibrationPoint point)
        {
            text.Text(point.Kind == CalibrationPoint.Zero ? "zero" : point.Kind == CalibrationPoint.ByCurrent ? "load-uA " : "load-mW ");
            if (point.Kind != CalibrationPoint.Zero) text.Number(point.Reference).Text(" reference-uncertainty ").Number(point.ReferenceUncertaintyHundredths);
            text.Text(" true-uA ").Number(point.TrueMicroamps).Text(" read-uA ").Number(point.ReadMicroamps);
            text.Text(" spread-uA ").Number(point.SpreadMicroamps).Text(" mV ").Number(point.Millivolts).Text(" seconds ").Number(point.Seconds).Text("\n");
        }
    }
}
