using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The commissioning record in force, the one that waits for its first report, and the channels that follow from them.
    /// A record holds from the report that it names on, without a reboot; the counters go on.
    /// </summary>
    public sealed class Installation
    {
        public const string RecordName = "commissioning";

        private readonly SafeRecord _record;
        private readonly SafeRecord _nextRecord;
        private byte[] _deviceId;
        private CommissioningFrame _waiting;

        // Of the record in force; the rest of it is in the channels.
        private byte _channelCount;
        private uint _expires;

        public Installation(IFlash flash)
        {
            _record = new SafeRecord(flash, RecordName);
            _nextRecord = new SafeRecord(flash, RecordName + "-next");
        }

        /// <summary>True when there is a record for this device.</summary>
        public bool IsCommissioned { get; private set; }

        /// <summary>First report of the record that waits; 0 = none waits.</summary>
        public ulong WaitsForSequence => _waiting == null ? 0 : _waiting.FromSequence;

        public void Load(byte[] deviceId)
        {
            _deviceId = deviceId;
            CommissioningFrame frame = Read(_record);
            IsCommissioned = frame != null;
            if (IsCommissioned) Hold(frame);
            _waiting = Read(_nextRecord);
            // One that has come into force stays where it waited; records count up.
            if (_waiting != null && IsCommissioned && _waiting.Record <= frame.Record) _waiting = null;
        }

        /// <summary>Keeps a record that holds from the next boot on; false when the flash is full. Throws where a gain is beyond <see cref="Calibration.LargestGainPpm"/>.</summary>
        public bool Save(CommissioningFrame frame) => _record.Save(Written(frame));

        /// <summary>Keeps a record until the history has come to its first report; false when the flash is full. It takes the place of one that waits.</summary>
        public bool SaveNext(CommissioningFrame frame)
        {
            byte[] bytes = Written(frame);
            if (!_nextRecord.Save(bytes)) return false;
            _waiting = new CommissioningFrame();
            return _waiting.TryRead(bytes, 0, bytes.Length, out byte _);
        }

        /// <summary>Lets the record that waits come into force when it is its turn; true when it has.</summary>
        public bool TurnTo(ulong nextSequence, Channel[] channels)
        {
            if (_waiting == null || nextSequence == 0 || _waiting.FromSequence > nextSequence) return false;
            // Where the flash refuses, the record still waits after a boot and comes into force then.
            _record.Save(Written(_waiting));
            CommissioningFrame frame = _waiting;
            _waiting = null;
            IsCommissioned = true;
            Hold(frame);
            if (frame.ChannelCount != channels.Length) return true;
            for (int i = 0; i < channels.Length; i++)
            {
                channels[i].Role = frame.Channels[i].Role;
                channels[i].Calibration = Calibrated(frame, i);
            }

            return true;
        }

        /// <summary>False when there is none, it does not fit the channels, or the clock says that it has expired.</summary>
        public bool IsValid(IClock clock, int channelCount) =>
            IsCommissioned && _channelCount == channelCount
            && !(_expires != 0 && clock.IsSynchronised && clock.UtcUnixMilliseconds / 1000 >= _expires);

        /// <summary>Channels with the calibration of the record; without one, with what the instrument may err then.</summary>
        public Channel[] MakeChannels(ChannelOptions[] options, IPowerMeter[] meters)
        {
            CommissioningFrame frame = IsCommissioned ? Read(_record) : null;
            bool fits = frame != null && frame.ChannelCount == options.Length;
            Channel[] channels = new Channel[options.Length];
            for (int i = 0; i < channels.Length; i++)
            {
                byte role = fits ? frame.Channels[i].Role : options[i].Role;
                channels[i] = new Channel(role, options[i].Meter, options[i].Reversed);
                channels[i].Calibration = fits ? Calibrated(frame, i) : Uncalibrated(meters[options[i].Meter].Instrument);
            }

            return channels;
        }

        // Null when there is none for this device.
        private CommissioningFrame Read(SafeRecord record)
        {
            byte[] bytes = record.Load();
            if (bytes == null) return null;
            CommissioningFrame frame = new CommissioningFrame();
            bool isMine = frame.TryRead(bytes, 0, bytes.Length, out byte _) && Bytes.Equal(frame.DeviceId, 0, _deviceId, 0, Identity.DeviceIdLength);
            return isMine ? frame : null;
        }

        private void Hold(CommissioningFrame frame)
        {
            _channelCount = frame.ChannelCount;
            _expires = frame.Expires;
        }

        private static byte[] Written(CommissioningFrame frame)
        {
            if (!HasPossibleGains(frame)) throw new ArgumentException("Commissioning record asks for a gain beyond 200,000 ppm");
            byte[] bytes = new byte[frame.Length];
            frame.Write(bytes, 0);
            return bytes;
        }

        private static Calibration Calibrated(CommissioningFrame frame, int channel) => new Calibration
        {
            Record = unchecked((byte)frame.Record),
            UncertaintyHundredths = frame.Channels[channel].UncertaintyHundredths,
            GainPpm = frame.Channels[channel].GainPartsPerMillion,
            OffsetMicroamps = frame.Channels[channel].OffsetMicroamps,
            ZeroMilliwatts = frame.Channels[channel].ZeroMilliwatts
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

        private static Calibration Uncalibrated(byte instrument) => new Calibration
        {
            UncertaintyHundredths = Instrument.UncalibratedUncertainty(instrument),
            ZeroMilliwatts = Instrument.ClassZeroMilliwatts(instrument)
        };
    }
}
