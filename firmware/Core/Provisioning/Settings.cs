using System;
using System.Collections;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// What an installer sets and a power cut must not take: one <see cref="SafeRecord"/>, version u8, then per setting
    /// field u8 | length u16 | value. A field that this firmware does not know is kept and written back, so going back to
    /// an older firmware and forward again loses nothing.
    /// </summary>
    public sealed class Settings
    {
        public const string RecordName = "settings";
        public const ushort UsualGatewayPort = 8883;
        public const string UsualTimeServer = "pool.ntp.org";
        public const string UsualDeviceName = "GreenPow meter";
        public const string UsualHostName = "greenpow";

        /// <summary>Mains voltage where none was set, for instruments that measure current alone.</summary>
        public const uint UsualMainsMillivolts = 230000;

        private const byte Version = 1;
        private const int EntryHead = 3;

        private readonly SafeRecord _record;
        private readonly byte[][] _values = new byte[SettingField.Last + 1][];
        private ArrayList _unknown = new ArrayList();

        public Settings(IFlash flash)
        {
            _record = new SafeRecord(flash, RecordName);
        }

        /// <summary>Counts every change since <see cref="Load"/>.</summary>
        public int Changes { get; private set; }

        /// <summary>Empty before provisioning.</summary>
        public string Ssid => Text(SettingField.Ssid, "");

        /// <summary>Empty for an open network.</summary>
        public string WifiPassword => Text(SettingField.WifiPassword, "");

        /// <summary>Null before provisioning.</summary>
        public string GatewayHost => Text(SettingField.GatewayHost, null);

        public int GatewayPort => Has(SettingField.GatewayPort) ? Bytes.ReadUInt16(_values[SettingField.GatewayPort], 0) : UsualGatewayPort;

        /// <summary>PEM text; null = no TLS.</summary>
        public string CaCertificate => Text(SettingField.CaCertificate, null);

        /// <summary>65 bytes, or null.</summary>
        public byte[] GatewayPublicKey => _values[SettingField.GatewayPublicKey];

        /// <summary>Of the key that may replace the gateway's, 65 bytes, or null.</summary>
        public byte[] RecoveryPublicKey => _values[SettingField.RecoveryPublicKey];

        /// <summary>8 bytes, or null.</summary>
        public byte[] NetworkId => _values[SettingField.NetworkId];

        /// <summary>Ethereum address of 20 bytes, or null.</summary>
        public byte[] Owner => _values[SettingField.Owner];

        public string DeviceName => Text(SettingField.DeviceName, UsualDeviceName);

        public string HostName => Text(SettingField.HostName, UsualHostName);

        public string TimeServer => Text(SettingField.TimeServer, UsualTimeServer);

        /// <summary>0 = no surplus control.</summary>
        public uint MinerOnMilliwatts => Number(SettingField.MinerOnMilliwatts, 0);

        public uint MinerOffMilliwatts => Number(SettingField.MinerOffMilliwatts, 0);

        /// <summary>Entries of <see cref="SettingRules.ScheduleEntryLength"/> bytes, or null = always.</summary>
        public byte[] MinerSchedule => _values[SettingField.MinerSchedule];

        /// <summary>Null where no miner is spoken to by HTTP.</summary>
        public string MinerUrl => Text(SettingField.MinerUrl, null);

        /// <summary>Generation at which a proportional output is fully on; 0 = on is fully on.</summary>
        public uint MinerFullMilliwatts => Number(SettingField.MinerFullMilliwatts, 0);

        /// <summary>Battery voltage from which the miner may run; 0 = not by voltage.</summary>
        public uint MinerOnMillivolts => Number(SettingField.MinerOnMillivolts, 0);

        /// <summary>... and below which it stops.</summary>
        public uint MinerOffMillivolts => Number(SettingField.MinerOffMillivolts, 0);

        /// <summary>Generation below this is night; 0 = the device never sleeps for lack of light.</summary>
        public uint DarkMilliwatts => Number(SettingField.DarkMilliwatts, 0);

        /// <summary>With at least this much battery the device stays awake at night; 0 = it always sleeps.</summary>
        public uint AwakeAboveMillivolts => Number(SettingField.AwakeAboveMillivolts, 0);

        /// <summary>Supply below this is too low to go on; 0 = not watched.</summary>
        public uint LowSupplyMillivolts => Number(SettingField.LowSupplyMillivolts, 0);

        public uint MainsMillivolts => Number(SettingField.MainsMillivolts, UsualMainsMillivolts);

        /// <summary>The instruments as <c>MeterSetup</c> describes them, or null = as the board is built.</summary>
        public byte[] Meters => _values[SettingField.Meters];

        /// <summary>One of <see cref="BoardProfile"/>; 0 = as the firmware was built.</summary>
        public byte Profile => Has(SettingField.Profile) ? _values[SettingField.Profile][0] : (byte)0;

        /// <summary>Bit n: the clamp of meter n is on the wrong way round.</summary>
        public byte InvertedMeters => Has(SettingField.InvertedMeters) ? _values[SettingField.InvertedMeters][0] : (byte)0;

        public bool IsComplete => Missing() == null;

        /// <summary>The first thing without which no gateway can be reached, or null.</summary>
        public string Missing()
        {
            if (!Has(SettingField.Ssid)) return "Ssid";
            if (!Has(SettingField.GatewayHost)) return "GatewayHost";
            if (!Has(SettingField.NetworkId)) return "NetworkId";
            return Has(SettingField.GatewayPublicKey) ? null : "GatewayPublicKey";
        }

        public bool Has(byte field) => field <= SettingField.Last && _values[field] != null;

        /// <summary>The value as stored, or null; not to be changed.</summary>
        public byte[] Value(byte field) => field <= SettingField.Last ? _values[field] : null;

        /// <summary>Report channels, or null before they are set.</summary>
        public ChannelOptions[] MakeChannels()
        {
            byte[] bytes = _values[SettingField.Channels];
            if (bytes == null) return null;
            ChannelOptions[] channels = new ChannelOptions[bytes.Length / SettingRules.ChannelLength];
            for (int i = 0, at = 0; i < channels.Length; i++, at += SettingRules.ChannelLength)
                channels[i] = new ChannelOptions { Role = bytes[at], Meter = bytes[at + 1], Reversed = bytes[at + 2] == 1 };
            return channels;
        }

        /// <summary>Takes a value, in memory only; an empty one takes the setting away. Returns why not, or null.</summary>
        public string Set(byte field, byte[] value)
        {
            string reason = SettingRules.Reason(field, value);
            if (reason == null) reason = ReasonBeside(field, value);
            if (reason != null) return reason;
            _values[field] = value.Length == 0 ? null : value;
            Changes++;
            return null;
        }

        public string SetText(byte field, string text) => Set(field, Utf8.Bytes(text));

        /// <summary>For the settings of one, two or four bytes.</summary>
        public string SetNumber(byte field, uint value)
        {
            int length = field == SettingField.GatewayPort ? 2 : field == SettingField.Profile || field == SettingField.InvertedMeters ? 1 : 4;
            if (length < 4 && value >> (8 * length) != 0) return SettingField.Name(field) + " is " + value.ToString() + ", too large for " + length.ToString() + " bytes";
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) bytes[i] = unchecked((byte)(value >> (8 * i)));
            return Set(field, bytes);
        }

        /// <summary>Reads what the flash holds; false when there is nothing that this firmware understands.</summary>
        public bool Load()
        {
            for (int i = 0; i < _values.Length; i++) _values[i] = null;
            _unknown = new ArrayList();
            Changes = 0;
            byte[] bytes = _record.Load();
            if (bytes == null || bytes.Length == 0 || bytes[0] != Version) return false;
            for (int at = 1; at + EntryHead <= bytes.Length;)
            {
                byte field = bytes[at];
                int length = Bytes.ReadUInt16(bytes, at + 1);
                if (at + EntryHead + length > bytes.Length) break;
                Take(field, Copy(bytes, at + EntryHead, length));
                at += EntryHead + length;
            }

            return true;
        }

        /// <summary>Writes all of it; false when the flash is full, and then the old settings still hold.</summary>
        public bool Save()
        {
            int length = 1;
            for (int i = 1; i < _values.Length; i++) length += _values[i] == null ? 0 : EntryHead + _values[i].Length;
            for (int i = 0; i < _unknown.Count; i++) length += ((Unknown)_unknown[i]).Value.Length + EntryHead;
            byte[] bytes = new byte[length];
            bytes[0] = Version;
            int at = 1;
            for (int i = 1; i < _values.Length; i++)
                if (_values[i] != null) at = Put(bytes, at, unchecked((byte)i), _values[i]);
            for (int i = 0; i < _unknown.Count; i++) at = Put(bytes, at, ((Unknown)_unknown[i]).Field, ((Unknown)_unknown[i]).Value);
            return _record.Save(bytes);
        }

        /// <summary>Takes all of it off the flash and out of memory.</summary>
        public static void Erase(IFlash flash)
        {
            string[] names = flash.List(RecordName + "-");
            for (int i = 0; i < names.Length; i++) flash.Delete(names[i]);
        }

        private void Take(byte field, byte[] value)
        {
            if (SettingField.Name(field) == null) _unknown.Add(new Unknown { Field = field, Value = value });
            else if (value.Length > 0 && SettingRules.Reason(field, value) == null) _values[field] = value;
        }

        // The miner starts above one threshold and stops below the other: set the higher one first.
        private string ReasonBeside(byte field, byte[] value)
        {
            string reason = Above(field, value, SettingField.MinerOnMilliwatts, SettingField.MinerOffMilliwatts);
            return reason != null ? reason : Above(field, value, SettingField.MinerOnMillivolts, SettingField.MinerOffMillivolts);
        }

        private string Above(byte field, byte[] value, byte onField, byte offField)
        {
            if (field != onField && field != offField) return null;
            uint on = field == onField ? NumberOf(value, 0) : Number(onField, 0);
            uint off = field == offField ? NumberOf(value, 0) : Number(offField, 0);
            return off <= on ? null : SettingField.Name(offField) + " " + off.ToString() + " would be above " + SettingField.Name(onField) + " " + on.ToString();
        }

        private string Text(byte field, string usual) => _values[field] == null ? usual : Utf8.Text(_values[field], 0, _values[field].Length);

        private uint Number(byte field, uint usual) => NumberOf(_values[field], usual);

        private static uint NumberOf(byte[] value, uint usual) => value == null || value.Length == 0 ? usual : Bytes.ReadUInt32(value, 0);

        private static byte[] Copy(byte[] from, int at, int count)
        {
            byte[] copy = new byte[count];
            Array.Copy(from, at, copy, 0, count);
            return copy;
        }

        private static int Put(byte[] into, int at, byte field, byte[] value)
        {
            into[at] = field;
            Bytes.WriteUInt16(into, at + 1, (ushort)value.Length);
            Array.Copy(value, 0, into, at + EntryHead, value.Length);
            return at + EntryHead + value.Length;
        }

        private sealed class Unknown
        {
            public byte Field;
            public byte[] Value;
        }
    }
}
