using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>The commissioning record as this device keeps it, and the channels that follow from it.</summary>
    public sealed class Installation
    {
        public const string RecordName = "commissioning";

        private readonly SafeRecord _record;
        private readonly CommissioningFrame _frame = new CommissioningFrame();

        public Installation(IFlash flash)
        {
            _record = new SafeRecord(flash, RecordName);
        }

        /// <summary>True when there is a record for this device.</summary>
        public bool IsCommissioned { get; private set; }

        public void Load(byte[] deviceId)
        {
            byte[] bytes = _record.Load();
            IsCommissioned = bytes != null && _frame.TryRead(bytes, 0, bytes.Length, out byte _)
                && Bytes.Equal(_frame.DeviceId, 0, deviceId, 0, Identity.DeviceIdLength);
        }

        /// <summary>Keeps a record; false when the flash is full. Throws where a gain is beyond <see cref="Calibration.LargestGainPpm"/>.</summary>
        public bool Save(CommissioningFrame frame)
        {
            if (!HasPossibleGains(frame)) throw new ArgumentException("Commissioning record asks for a gain beyond 200,000 ppm");
            byte[] bytes = new byte[frame.Length];
            frame.Write(bytes, 0);
            return _record.Save(bytes);
        }

        /// <summary>False when there is none, it does not fit the channels, or the clock says that it has expired.</summary>
        public bool IsValid(IClock clock, int channelCount) =>
            IsCommissioned && _frame.ChannelCount == channelCount
            && !(_frame.Expires != 0 && clock.IsSynchronised && clock.UtcUnixMilliseconds / 1000 >= _frame.Expires);

        /// <summary>Channels with the calibration of the record; without one, with twice the uncertainty of the instrument's class.</summary>
        public Channel[] MakeChannels(ChannelOptions[] options, IPowerMeter[] meters)
        {
            bool fits = IsCommissioned && _frame.ChannelCount == options.Length;
            Channel[] channels = new Channel[options.Length];
            for (int i = 0; i < channels.Length; i++)
            {
                byte role = fits ? _frame.Channels[i].Role : options[i].Role;
                channels[i] = new Channel(role, options[i].Meter, options[i].Reversed);
                channels[i].Calibration = fits ? Calibrated(_frame.Channels[i]) : OfClass(meters[options[i].Meter].Instrument);
            }

            return channels;
        }

        private Calibration Calibrated(CommissioningChannel channel) => new Calibration
        {
            Record = unchecked((byte)_frame.Record),
            UncertaintyHundredths = channel.UncertaintyHundredths,
            GainPpm = channel.GainPartsPerMillion,
            OffsetMicroamps = channel.OffsetMicroamps,
            ZeroMilliwatts = channel.ZeroMilliwatts
        };

        private static bool HasPossibleGains(CommissioningFrame frame)
        {
            for (int i = 0; i < frame.ChannelCount; i++)
            {
                int gainPpm = frame.Channels[i].GainPartsPerMillion;
                if (gainPpm > Calibration.LargestGainPpm || gainPpm < -Calibration.LargestGainPpm) return false;
            }

            return true;
        }

        private static Calibration OfClass(byte instrument) => new Calibration
        {
            UncertaintyHundredths = (ushort)(2 * Instrument.ClassUncertainty(instrument)),
            ZeroMilliwatts = Instrument.ClassZeroMilliwatts(instrument)
        };
    }
}
