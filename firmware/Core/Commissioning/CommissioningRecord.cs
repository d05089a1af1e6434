using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>The record that comes out: site, reference instrument, calibrations; signed by the device, then by the installer, then stored.</summary>
    public sealed class CommissioningRecord
    {
        /// <summary>Ten years: no shunt and no clamp is trusted for longer.</summary>
        public const uint LongestValiditySeconds = 10 * 366 * 86400u;

        /// <summary>2024-01-01: an installer's clock before this is wrong.</summary>
        public const uint EarliestUnixTime = 1704067200;

        public const int LongestReference = 200;

        private readonly ApplianceView _view;
        private readonly CommissioningMode _mode;
        private readonly CommissioningFrame _frame = new CommissioningFrame();
        private readonly byte[] _digest = new byte[Sha256.DigestLength];
        private string _reference;
        private bool _hasSite;
        private byte[] _report;

        public CommissioningRecord(ApplianceView view, CommissioningMode mode)
        {
            _view = view;
            _mode = mode;
        }

        /// <summary>Null until <see cref="Finish"/> succeeded.</summary>
        public byte[] Report => _report;

        public CommissioningFrame Frame => _frame;

        /// <summary>What the device signed, and what the installer signs by EIP-191.</summary>
        public byte[] Digest => _digest;

        public string SetReference(string reference)
        {
            if (reference == null || reference.Length == 0 || Utf8.Write(reference, null, 0) > LongestReference) return "The reference instrument is 1 to 200 bytes of UTF-8";
            for (int i = 0; i < reference.Length; i++)
                if (reference[i] < ' ') return "The reference instrument is one line";
            _report = null;
            _reference = reference;
            return null;
        }

        /// <summary>
        /// unixTime u32 | expires u32 | latitude i32 | longitude i32 (0.001 degree) | panel W u32 | tilt u16 | azimuth u16 (0.1 degree) | installer 20.
        /// </summary>
        public string SetSite(byte[] data, int at)
        {
            uint time = Bytes.ReadUInt32(data, at);
            uint expires = Bytes.ReadUInt32(data, at + 4);
            int latitude = Bytes.ReadInt32(data, at + 8);
            int longitude = Bytes.ReadInt32(data, at + 12);
            ushort tilt = Bytes.ReadUInt16(data, at + 20);
            ushort azimuth = Bytes.ReadUInt16(data, at + 22);
            // The device's own clock counts where it is set; the installer's where it is not.
            if (_view.Board.Clock.IsSynchronised) time = (uint)(_view.Board.Clock.UtcUnixMilliseconds / 1000);
            if (time < EarliestUnixTime) return "The time " + time.ToString() + " is before 2024";
            if (expires <= time || expires - time > LongestValiditySeconds) return "It expires at " + expires.ToString() + ", must be behind " + time.ToString() + " and at most ten years";
            if (latitude < -90000 || latitude > 90000 || longitude < -180000 || longitude > 180000)
                return "The place " + latitude.ToString() + ", " + longitude.ToString() + " millidegrees is not on Earth";
            if (tilt > 900 || azimuth >= 3600) return "Tilt " + tilt.ToString() + " must be at most 900 and azimuth " + azimuth.ToString() + " below 3600 tenths of a degree";
            _report = null;
            _frame.UnixTime = time;
            _frame.Expires = expires;
            _frame.LatitudeMillidegrees = latitude;
            _frame.LongitudeMillidegrees = longitude;
            _frame.PanelWatts = Bytes.ReadUInt32(data, at + 16);
            _frame.TiltTenthDegrees = tilt;
            _frame.AzimuthTenthDegrees = azimuth;
            Array.Copy(data, at + 24, _frame.Installer, 0, 20);
            _hasSite = true;
            return null;
        }

        /// <summary>Makes document and signed frame; null, or what is missing.</summary>
        public string Finish(CommissioningStore store)
        {
            if (_view.Signer == null) return "The device has no key yet";
            if (_view.Settings.NetworkId == null) return "NetworkId is not set";
            if (!_hasSite) return "The site is not set";
            if (_reference == null) return "The reference instrument is not set";
            int[] fitOf = new int[_mode.Channels.Length];
            for (int i = 0; i < fitOf.Length; i++)
            {
                fitOf[i] = FitOf(i);
                if (fitOf[i] < 0) return "Channel " + i.ToString() + " is not calibrated";
                if (_mode.Points[i].CapacityWatts == 0) return "Channel " + i.ToString() + " has no registered watts";
                Take(i, fitOf[i]);
            }

            _frame.FromSequence = store.NextSequence;
            if (_frame.FromSequence == 0) return "The device has lost its storage: it must hear from its gateway first where its history stands";
            _frame.Record = store.LastRecord + 1;
            _frame.ChannelCount = (byte)fitOf.Length;
            Array.Copy(_view.Settings.NetworkId, 0, _frame.NetworkId, 0, Identity.NetworkIdLength);
            Array.Clear(_frame.InstallerSignature, 0, _frame.InstallerSignature.Length);
            Identity.DeviceId(_view.Signer.PublicKey, _frame.DeviceId);
            byte[] report = CommissioningReport.Write(_frame, _reference, _mode, fitOf);
            if (report == null) return "The report is longer than " + CommissioningReport.MaximumLength.ToString() + " bytes";
            Sha256.Hash(report, 0, report.Length, _frame.ReportHash, 0);
            if (!DeviceRecords.SignCommissioning(_view.Signer, _frame)) return "The signer does not answer";
            byte[] bytes = new byte[_frame.Length];
            _frame.Write(bytes, 0);
            FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, _frame.LengthBeforeSignature, _digest);
            _report = report;
            return null;
        }

        /// <summary>Adds the installer's 65 bytes, or none, and stores everything; null, or why not.</summary>
        public string Store(CommissioningStore store, byte[] data, int at, int count)
        {
            if (_report == null) return "Nothing is finished yet";
            if (count == CommissioningFrame.InstallerSignatureLength && data[at + 64] != 27 && data[at + 64] != 28)
                return "The signature's last byte is " + data[at + 64].ToString() + ", must be 27 or 28";
            Array.Copy(data, at, _frame.InstallerSignature, 0, count);
            return store.Save(_frame, _report) ? null : "The flash is full, or eight records wait for the gateway";
        }

        // Two channels of opposite direction share a meter, and with it the calibration.
        private int FitOf(int channel)
        {
            if (_mode.Points[channel].Fit != null) return channel;
            for (int i = 0; i < _mode.Points.Length; i++)
                if (_mode.Points[i].Fit != null && _mode.Channels[i].Meter == _mode.Channels[channel].Meter) return i;
            return -1;
        }

        private void Take(int channel, int fitOf)
        {
            CalibrationFit fit = _mode.Points[fitOf].Fit;
            CommissioningChannel to = _frame.Channels[channel];
            to.Role = _mode.Channels[channel].Role;
            to.Instrument = _mode.Instrument(channel);
            to.UncertaintyHundredths = fit.UncertaintyHundredths;
            to.CapacityWatts = _mode.Points[channel].CapacityWatts;
            to.GainPartsPerMillion = fit.GainPpm;
            to.OffsetMicroamps = fit.OffsetMicroamps;
            to.ZeroMilliwatts = fit.ZeroMilliwatts;
        }
    }
}
