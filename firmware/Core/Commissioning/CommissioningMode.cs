namespace GreenPow.Core
{
    /// <summary>
    /// The installer's mode: reads the instruments once a second, shows them, and measures points. While it is on, nothing is
    /// reported (the appliance puts the device to sleep and the instruments are this one's): a clamp that is being turned must
    /// count nothing, and the first report behind it is exactly the one that the new record names. An installer who leaves
    /// without a word ends it after <see cref="AbandonMilliseconds"/>.
    /// </summary>
    public sealed class CommissioningMode
    {
        public const int ReadMilliseconds = 1000;
        public const int AbandonMilliseconds = 900000;

        private readonly ApplianceView _view;
        private readonly PowerReading _reading = new PowerReading();
        private readonly ImprovResult _result;
        private LiveValue[] _values;
        private uint[] _zeros;
        private IInstallerChannel _liveTo;
        private Measurement _measurement;
        private InstallerRequest _measuring;
        private byte _measuredChannel;
        private CalibrationPoint _point;
        private long _readAt;
        private long _touchedAt;
        private bool _mustStart;

        public CommissioningMode(ApplianceView view)
        {
            _view = view;
            _result = view.Result;
        }

        public bool IsActive { get; private set; }

        /// <summary>The mode has ended: reports go on after a fresh start.</summary>
        public bool WantsRestart { get; private set; }

        public ChannelOptions[] Channels { get; private set; }

        public ChannelPoints[] Points { get; private set; }

        public bool IsMeasuring => _measurement != null;

        /// <summary>Null when the mode is on, else why it cannot be.</summary>
        public string Begin(long now)
        {
            _touchedAt = now;
            if (IsActive) return null;
            ChannelOptions[] channels = _view.Settings.MakeChannels();
            if (channels == null) return "Channels is not set";
            if (_view.Meters == null) return "There are no meters";
            for (int i = 0; i < channels.Length; i++)
                if (channels[i].Meter >= _view.Meters.Length) return "Channel " + i.ToString() + " names meter " + channels[i].Meter.ToString() + ", there are " + _view.Meters.Length.ToString();
            Channels = channels;
            Points = new ChannelPoints[channels.Length];
            for (int i = 0; i < Points.Length; i++) Points[i] = new ChannelPoints();
            _values = new LiveValue[_view.Meters.Length];
            for (int i = 0; i < _values.Length; i++) _values[i] = new LiveValue();
            _zeros = MeterSetup.ZeroMilliwatts(_view.Settings.Meters);
            _mustStart = true;
            IsActive = true;
            return null;
        }

        public void End()
        {
            if (IsActive) WantsRestart = true;
            IsActive = false;
            _liveTo = null;
            _measurement = null;
        }

        /// <summary>The installer is still there.</summary>
        public void Touch(long now) => _touchedAt = now;

        /// <summary>Live values go there every second; null stops them.</summary>
        public void ShowLive(IInstallerChannel to) => _liveTo = to;

        public byte Instrument(int channel) => _view.Meters[Channels[channel].Meter].Instrument;

        /// <summary>What the channel's meter may show with nothing flowing, as it is wired.</summary>
        public uint ZeroMilliwatts(int channel)
        {
            int meter = Channels[channel].Meter;
            return meter < _zeros.Length ? _zeros[meter] : GreenPow.Wire.Instrument.ClassZeroMilliwatts(Instrument(channel));
        }

        public LiveValue Value(int channel) => _values[Channels[channel].Meter];

        /// <summary>Turns a meter and forgets what was measured with it; false when the flash is full.</summary>
        public bool Invert(int meter)
        {
            Settings settings = _view.Settings;
            uint mask = (uint)(settings.InvertedMeters ^ (1 << meter));
            settings.SetNumber(SettingField.InvertedMeters, mask);
            if (!settings.Save())
            {
                settings.SetNumber(SettingField.InvertedMeters, (uint)(mask ^ (1 << meter)));
                return false;
            }

            _view.Meters[meter].IsInverted = !_view.Meters[meter].IsInverted;
            for (int i = 0; i < Channels.Length; i++)
                if (Channels[i].Meter == meter) Points[i].Clear();
            return true;
        }

        /// <summary>Begins to average; the result goes to who asked when the seconds are over. Only while nothing else is measured.</summary>
        public void Measure(int channel, int seconds, CalibrationPoint point, InstallerRequest request)
        {
            point.Seconds = seconds;
            _measurement = new Measurement(seconds, point.Kind == CalibrationPoint.ByPower);
            _point = point;
            _measuredChannel = (byte)channel;
            // The request's bytes are the next one's soon.
            _measuring = new InstallerRequest { From = request.From, Command = request.Command };
        }

        public void Step(long now)
        {
            if (!IsActive) return;
            if (now - _touchedAt >= AbandonMilliseconds)
            {
                End();
                return;
            }

            if (_mustStart)
            {
                for (int i = 0; i < _values.Length; i++) _view.Meters[i].Start();
                _mustStart = false;
                _readAt = now;
            }

            if (now - _readAt < ReadMilliseconds) return;
            Read((int)(now - _readAt));
            _readAt = now;
            if (_measurement != null) StepMeasurement(now);
            if (_liveTo != null) SendLive();
        }

        private void Read(int elapsed)
        {
            for (int i = 0; i < _values.Length; i++)
            {
                _values[i].IsThere = false;
                if (_view.Meters[i].Read(_reading, elapsed)) _values[i].Take(_reading, elapsed);
            }
        }

        private void StepMeasurement(long now)
        {
            _touchedAt = now;
            _measurement.Take(Value(_measuredChannel));
            if (_measurement.Fault == null && !_measurement.IsDone) return;
            string fault = _measurement.Fault;
            if (fault == null) fault = Keep();
            _measurement = null;
            _result.Begin(_measuring.Command);
            if (fault != null)
            {
                _measuring.From.ShowError(_result.Refuse(fault));
                _measuring.From.Send(_result);
                return;
            }

            _result.Add("ok");
            _result.Add(_measuredChannel.ToString());
            _result.Add(_point.ReadMicroamps.ToString());
            _result.Add(_point.SpreadMicroamps.ToString());
            _result.Add(_point.Millivolts.ToString());
            _measuring.From.Send(_result);
        }

        private string Keep()
        {
            CalibrationPoint point = _point;
            byte instrument = Instrument(_measuredChannel);
            point.ReadMicroamps = _measurement.MeanMicroamps;
            point.SpreadMicroamps = _measurement.SpreadMicroamps;
            point.Millivolts = _measurement.Millivolts;
            long truth = point.Reference;
            if (point.Kind == CalibrationPoint.ByPower) truth = CalibrationFit.Divide(truth * 1000000, point.Millivolts);
            point.TrueMicroamps = Channels[_measuredChannel].Reversed ? -truth : truth;
            string fault = point.Kind == CalibrationPoint.Zero
                ? CalibrationLimits.ZeroFault(ZeroMilliwatts(_measuredChannel), point)
                : CalibrationLimits.LoadFault(instrument, ZeroMilliwatts(_measuredChannel), point);
            if (fault != null) return fault;
            return Points[_measuredChannel].Add(point) ? null : "There are " + ChannelPoints.MaximumCount.ToString() + " points already";
        }

        // Channel, mV, uA and mW as the new calibration makes them, raw uA and mW, clipped.
        private void SendLive()
        {
            for (int i = 0; i < Channels.Length; i++)
            {
                LiveValue value = Value(i);
                CalibrationFit fit = Points[i].Fit;
                long microamps = fit == null ? value.Microamps : fit.Apply(value.Microamps);
                long milliwatts = fit == null ? value.Milliwatts : fit.Apply(value.PowerMicroamps) * value.Millivolts / 1000000;
                _result.Begin(InstallerCommand.Live);
                _result.Add(value.IsThere ? "ok" : DirectionCheck.Text(DirectionCheck.NoAnswer));
                _result.Add(i.ToString());
                if (value.IsThere)
                {
                    _result.Add(value.Millivolts.ToString());
                    _result.Add(Signed(i, microamps).ToString());
                    _result.Add(Signed(i, milliwatts).ToString());
                    _result.Add(value.Microamps.ToString());
                    _result.Add(value.Milliwatts.ToString());
                    _result.Add(value.Clipped ? "1" : "0");
                }

                _liveTo.Send(_result);
            }
        }

        private long Signed(int channel, long value) => Channels[channel].Reversed ? -value : value;
    }
}
