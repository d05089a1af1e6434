using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What each setting may be. One answer for every way in: null, or a sentence that names setting, value and limit.</summary>
    public static class SettingRules
    {
        /// <summary>IEEE 802.11: a network's name has at most 32 bytes.</summary>
        public const int LongestSsid = 32;

        public const int LongestHost = 253;
        public const int LongestCertificate = 4096;
        public const int LongestDeviceName = 32;
        public const int LongestHostName = 63;
        public const int LongestUrl = 128;
        public const int LongestMeters = 255;
        public const uint LargestMinerMilliwatts = 100000000;
        public const uint LargestSupplyMillivolts = 100000;
        public const uint LeastMainsMillivolts = 90000;
        public const uint LargestMainsMillivolts = 480000;

        /// <summary>Bytes of one entry of <see cref="SettingField.MinerSchedule"/>: days u8 (bit 0 = Monday), from u16, to u16 in UTC minutes of the day.</summary>
        public const int ScheduleEntryLength = 5;

        public const int MostScheduleEntries = 8;

        /// <summary>Bytes of one entry of <see cref="SettingField.Channels"/>: role u8, meter u8, reversed u8 (0 or 1).</summary>
        public const int ChannelLength = 3;

        private const string CertificateHead = "-----BEGIN CERTIFICATE-----";
        private const string CertificateFoot = "-----END CERTIFICATE-----";

        /// <summary>Why this value cannot be; null when it can. An empty value takes the setting away and is always allowed.</summary>
        public static string Reason(byte field, byte[] value)
        {
            string name = SettingField.Name(field);
            if (name == null) return "There is no setting " + field.ToString();
            if (value.Length == 0) return null;
            switch (field)
            {
                case SettingField.Ssid: return Text(name, value, LongestSsid);
                case SettingField.WifiPassword: return Password(name, value);
                case SettingField.GatewayHost:
                case SettingField.TimeServer: return Host(name, value, LongestHost, true);
                case SettingField.HostName: return Host(name, value, LongestHostName, false);
                case SettingField.GatewayPort: return Exactly(name, value, 2) ?? Range(name, Bytes.ReadUInt16(value, 0), 1, 65535);
                case SettingField.CaCertificate: return Certificate(name, value);
                case SettingField.GatewayPublicKey:
                case SettingField.RecoveryPublicKey: return Exactly(name, value, Identity.PublicKeyLength) ?? Point(name, value);
                case SettingField.NetworkId: return Exactly(name, value, Identity.NetworkIdLength);
                case SettingField.Owner: return Exactly(name, value, 20);
                case SettingField.DeviceName: return Text(name, value, LongestDeviceName);
                case SettingField.MinerOnMilliwatts:
                case SettingField.MinerFullMilliwatts:
                case SettingField.MinerOffMilliwatts: return Exactly(name, value, 4) ?? Range(name, Bytes.ReadUInt32(value, 0), 0, LargestMinerMilliwatts);
                case SettingField.DarkMilliwatts: return Exactly(name, value, 4) ?? Range(name, Bytes.ReadUInt32(value, 0), 0, LargestMinerMilliwatts);
                case SettingField.MinerOnMillivolts:
                case SettingField.MinerOffMillivolts:
                case SettingField.AwakeAboveMillivolts:
                case SettingField.LowSupplyMillivolts: return Exactly(name, value, 4) ?? Range(name, Bytes.ReadUInt32(value, 0), 0, LargestSupplyMillivolts);
                case SettingField.MinerSchedule: return Schedule(name, value);
                case SettingField.MinerUrl: return Url(name, value);
                case SettingField.MainsMillivolts: return Exactly(name, value, 4) ?? Range(name, Bytes.ReadUInt32(value, 0), LeastMainsMillivolts, LargestMainsMillivolts);
                case SettingField.Meters: return AtMost(name, value, LongestMeters) ?? MeterSetup.Reason(value, null, Settings.UsualMainsMillivolts);
                case SettingField.Profile: return Exactly(name, value, 1) ?? Range(name, value[0], BoardProfile.Reference, BoardProfile.Small);
                case SettingField.Channels: return Channels(name, value);
                default: return Exactly(name, value, 1);
            }
        }

        private static string Exactly(string name, byte[] value, int length) =>
            value.Length == length ? null : name + " has " + value.Length.ToString() + " bytes instead of " + length.ToString();

        private static string AtMost(string name, byte[] value, int length) =>
            value.Length <= length ? null : name + " has " + value.Length.ToString() + " bytes, at most " + length.ToString();

        private static string Range(string name, uint value, uint least, uint largest) =>
            value >= least && value <= largest ? null : name + " is " + value.ToString() + ", must be " + least.ToString() + " to " + largest.ToString();

        private static string Text(string name, byte[] value, int longest) =>
            AtMost(name, value, longest) ?? (Utf8.Text(value, 0, value.Length) == null ? name + " is not UTF-8" : null);

        // WPA2 (IEEE 802.11i): 8 to 63 characters, or the key itself as 64 hexadecimal digits.
        private static string Password(string name, byte[] value)
        {
            if (value.Length < 8 || value.Length > 64) return name + " has " + value.Length.ToString() + " bytes, must have 8 to 64";
            return Text(name, value, 64);
        }

        private static string Host(string name, byte[] value, int longest, bool hasDots)
        {
            string reason = AtMost(name, value, longest);
            if (reason != null) return reason;
            for (int i = 0; i < value.Length; i++)
            {
                byte c = value[i];
                bool isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                bool isInside = i > 0 && i < value.Length - 1;
                if (!isWord && !(isInside && (c == '-' || (hasDots && c == '.')))) return name + " has the character " + c.ToString() + " at " + i.ToString() + ": only letters, digits and hyphens make a host name (RFC 1123)";
            }

            return null;
        }

        private static string Certificate(string name, byte[] value)
        {
            string reason = AtMost(name, value, LongestCertificate);
            if (reason != null) return reason;
            string text = Utf8.Text(value, 0, value.Length);
            bool isWhole = text != null && text.StartsWith(CertificateHead) && text.Contains(CertificateFoot);
            return isWhole ? null : name + " is not PEM: it begins with " + CertificateHead + " and ends with " + CertificateFoot;
        }

        private static string Point(string name, byte[] value) =>
            value[0] == 4 ? null : name + " begins with " + value[0].ToString() + ", an uncompressed point with 4";

        private static string Url(string name, byte[] value)
        {
            string reason = Text(name, value, LongestUrl);
            if (reason != null) return reason;
            for (int i = 0; i < value.Length; i++)
                if (value[i] <= ' ' || value[i] > '~') return name + " has the character " + value[i].ToString() + " at " + i.ToString();
            return Utf8.Text(value, 0, value.Length).StartsWith("http://") ? null : name + " must begin with http://";
        }

        private static string Schedule(string name, byte[] value)
        {
            int entries = value.Length / ScheduleEntryLength;
            if (entries * ScheduleEntryLength != value.Length || entries > MostScheduleEntries)
                return name + " has " + value.Length.ToString() + " bytes, must be up to 8 entries of 5";
            for (int at = 0; at < value.Length; at += ScheduleEntryLength)
            {
                ushort from = Bytes.ReadUInt16(value, at + 1);
                ushort to = Bytes.ReadUInt16(value, at + 3);
                if (value[at] == 0 || value[at] > 127) return name + " has days " + value[at].ToString() + ", must be 1 to 127";
                if (from >= to || to > 1440) return name + " runs from minute " + from.ToString() + " to " + to.ToString() + ", must end later than it begins and at most at 1440";
            }

            return null;
        }

        private static string Channels(string name, byte[] value)
        {
            int count = value.Length / ChannelLength;
            if (count * ChannelLength != value.Length || count > ReportFrame.MaximumChannels)
                return name + " has " + value.Length.ToString() + " bytes, must be 1 to 6 channels of 3";
            for (int at = 0; at < value.Length; at += ChannelLength)
            {
                if (!ChannelRole.IsKnown(value[at])) return name + " has the role " + value[at].ToString() + ", must be 1 to 11";
                if (value[at + 1] > 7) return name + " has the meter " + value[at + 1].ToString() + ", must be 0 to 7";
                if (value[at + 2] > 1) return name + " has reversed " + value[at + 2].ToString() + ", must be 0 or 1";
            }

            return null;
        }
    }
}
