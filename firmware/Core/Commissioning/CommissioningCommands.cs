using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>The installer's commands of commissioning mode; docs/provisioning.md has their bytes.</summary>
    public sealed class CommissioningCommands : ICommandGroup
    {
        private const int SiteLength = 44;
        private const int ReadPart = 200;

        private readonly ApplianceView _view;
        private readonly CommissioningMode _mode;
        private CommissioningRecord _record;

        public CommissioningCommands(ApplianceView view, CommissioningMode mode)
        {
            _view = view;
            _mode = mode;
        }

        public bool Knows(byte command, bool isSerial) =>
            command >= InstallerCommand.BeginCommissioning && command <= InstallerCommand.EndCommissioning;

        public bool IsOpen(byte command, int dataLength) => false;

        public byte Run(InstallerRequest request, ImprovResult result, long now)
        {
            if (request.Command == InstallerCommand.BeginCommissioning)
            {
                if (!_mode.IsActive) _record = new CommissioningRecord(_view, _mode);
                return Answer(result, _mode.Begin(now));
            }

            if (!_mode.IsActive) return result.Refuse("Commissioning is not on");
            _mode.Touch(now);
            int length = LengthOf(request.Command);
            if (length >= 0 && request.Count != length) return ImprovError.InvalidRpc;
            byte[] data = request.Data;
            int at = request.At;
            switch (request.Command)
            {
                case InstallerCommand.Live:
                    _mode.ShowLive(data[at] == 0 ? null : request.From);
                    return ImprovError.None;
                case InstallerCommand.InvertMeter: return Invert(data[at], result);
                case InstallerCommand.SetSite: return Answer(result, _record.SetSite(data, at));
                case InstallerCommand.SetReference: return Answer(result, _record.SetReference(Utf8.Text(data, at, request.Count)));
                case InstallerCommand.Finish: return Finish(result);
                case InstallerCommand.ReadFrame: return ReadFrame(Bytes.ReadUInt16(data, at), result);
                case InstallerCommand.ReadReport: return Read(_record.Report, _record.Report == null ? 0 : _record.Report.Length, Bytes.ReadUInt16(data, at), result);
                case InstallerCommand.AddInstallerSignature: return Store(request, result);
                case InstallerCommand.EndCommissioning:
                    _mode.End();
                    return ImprovError.None;
                default: return OfChannel(request, result);
            }
        }

        private byte OfChannel(InstallerRequest request, ImprovResult result)
        {
            byte[] data = request.Data;
            int at = request.At;
            int channel = data[at];
            if (channel >= _mode.Channels.Length) return result.Refuse("There is no channel " + channel.ToString() + ", there are " + _mode.Channels.Length.ToString());
            switch (request.Command)
            {
                case InstallerCommand.CheckDirection: return Check(channel, result);
                case InstallerCommand.MeasureZero: return Measure(channel, data[at + 1], new CalibrationPoint(), request, result);
                case InstallerCommand.MeasureLoad:
                    CalibrationPoint point = new CalibrationPoint
                    {
                        Kind = data[at + 2],
                        Reference = Bytes.ReadUInt32(data, at + 3),
                        ReferenceUncertaintyHundredths = Bytes.ReadUInt16(data, at + 7)
                    };
                    if (point.Kind != CalibrationPoint.ByCurrent && point.Kind != CalibrationPoint.ByPower) return result.Refuse("A load is compared by current (1) or power (2), not by " + point.Kind.ToString());
                    if (point.Reference == 0 || point.ReferenceUncertaintyHundredths == 0) return result.Refuse("A reference reading and its uncertainty are not 0");
                    return Measure(channel, data[at + 1], point, request, result);
                case InstallerCommand.ClearPoints:
                    _mode.Points[channel].Clear();
                    return ImprovError.None;
                case InstallerCommand.SetCapacity:
                    _mode.Points[channel].CapacityWatts = Bytes.ReadUInt32(data, at + 1);
                    return ImprovError.None;
                default: return Calibrate(channel, result);
            }
        }

        // Bytes of data; -1 = any number.
        private static int LengthOf(byte command)
        {
            switch (command)
            {
                case InstallerCommand.Finish:
                case InstallerCommand.EndCommissioning: return 0;
                case InstallerCommand.ReadFrame:
                case InstallerCommand.ReadReport:
                case InstallerCommand.MeasureZero: return 2;
                case InstallerCommand.SetCapacity: return 5;
                case InstallerCommand.MeasureLoad: return 9;
                case InstallerCommand.SetSite: return SiteLength;
                case InstallerCommand.SetReference:
                case InstallerCommand.AddInstallerSignature: return -1;
                default: return 1;
            }
        }

        private byte Check(int channel, ImprovResult result)
        {
            byte verdict = DirectionCheck.Of(_mode.Value(channel), _mode.ZeroMilliwatts(channel), _mode.Channels[channel].Reversed);
            result.Add(verdict.ToString());
            result.Add(DirectionCheck.Text(verdict));
            return ImprovError.None;
        }

        private byte Invert(int meter, ImprovResult result)
        {
            if (meter >= _view.Meters.Length || meter > 7) return result.Refuse("There is no meter " + meter.ToString() + ", there are " + _view.Meters.Length.ToString());
            if (!_mode.Invert(meter)) return result.Refuse(Trouble.Text(Trouble.FlashFull));
            result.Add(_view.Meters[meter].IsInverted ? "1" : "0");
            return ImprovError.None;
        }

        private byte Measure(int channel, int seconds, CalibrationPoint point, InstallerRequest request, ImprovResult result)
        {
            if (_mode.IsMeasuring) return result.Refuse("Another point is being measured");
            if (seconds < Measurement.LeastSeconds || seconds > Measurement.MostSeconds)
                return result.Refuse("Seconds is " + seconds.ToString() + ", must be " + Measurement.LeastSeconds.ToString() + " to " + Measurement.MostSeconds.ToString());
            _mode.Measure(channel, seconds, point, request);
            return InstallerDesk.NoResult;
        }

        private byte Calibrate(int channel, ImprovResult result)
        {
            string reason = _mode.Points[channel].Calibrate(_mode.Instrument(channel), _mode.ZeroMilliwatts(channel));
            if (reason != null) return result.Refuse(reason);
            CalibrationFit fit = _mode.Points[channel].Fit;
            result.Add(fit.GainPpm.ToString());
            result.Add(fit.OffsetMicroamps.ToString());
            result.Add(fit.ResidualHundredths.ToString());
            result.Add(fit.UncertaintyHundredths.ToString());
            result.Add(fit.ZeroMilliwatts.ToString());
            return ImprovError.None;
        }

        private byte Finish(ImprovResult result)
        {
            string reason = _record.Finish(NewStore());
            if (reason != null) return result.Refuse(reason);
            result.Add(_record.Frame.Record.ToString());
            result.Add(_record.Frame.FromSequence.ToString());
            result.Add(_record.Digest, 0, Sha256.DigestLength);
            result.Add(_record.Frame.ReportHash, 0, Sha256.DigestLength);
            return ImprovError.None;
        }

        private byte ReadFrame(int offset, ImprovResult result)
        {
            byte[] frame = new byte[CommissioningFrame.MaximumLength];
            int length = _record.Report == null ? 0 : _record.Frame.Write(frame, 0);
            return Read(frame, length, offset, result);
        }

        private static byte Read(byte[] bytes, int length, int offset, ImprovResult result)
        {
            if (length == 0) return result.Refuse("Nothing is finished yet");
            if (offset > length) return result.Refuse("Offset " + offset.ToString() + " is beyond " + length.ToString() + " bytes");
            result.Add(length.ToString());
            result.Add(bytes, offset, length - offset < ReadPart ? length - offset : ReadPart);
            return ImprovError.None;
        }

        private byte Store(InstallerRequest request, ImprovResult result)
        {
            if (request.Count != 0 && request.Count != CommissioningFrame.InstallerSignatureLength) return ImprovError.InvalidRpc;
            string reason = _record.Store(NewStore(), request.Data, request.At, request.Count);
            if (reason != null) return result.Refuse(reason);
            result.Add(_record.Frame.Record.ToString());
            return ImprovError.None;
        }

        private CommissioningStore NewStore()
        {
            byte[] deviceId = new byte[Identity.DeviceIdLength];
            if (_view.Signer != null) Identity.DeviceId(_view.Signer.PublicKey, deviceId);
            return new CommissioningStore(_view.Board.Flash, deviceId);
        }

        private static byte Answer(ImprovResult result, string reason) => reason == null ? ImprovError.None : result.Refuse(reason);
    }
}
