namespace GreenPow.Core
{
    /// <summary>Numbers of the settings, as they are stored and as the installer's commands name them. A number is never used again for something else.</summary>
    public static class SettingField
    {
        public const byte Ssid = 1;
        public const byte WifiPassword = 2;
        public const byte GatewayHost = 3;
        public const byte GatewayPort = 4;
        public const byte CaCertificate = 5;
        public const byte GatewayPublicKey = 6;
        public const byte NetworkId = 7;
        public const byte Owner = 8;
        public const byte DeviceName = 9;
        public const byte TimeServer = 10;
        public const byte MinerOnMilliwatts = 11;
        public const byte MinerOffMilliwatts = 12;
        public const byte MinerSchedule = 13;
        public const byte MinerUrl = 14;
        public const byte MainsMillivolts = 15;
        public const byte Meters = 16;
        public const byte Profile = 17;
        public const byte Channels = 18;
        public const byte InvertedMeters = 19;
        public const byte HostName = 20;
        public const byte RecoveryPublicKey = 21;
        public const byte DarkMilliwatts = 22;
        public const byte AwakeAboveMillivolts = 23;
        public const byte LowSupplyMillivolts = 24;
        public const byte MinerOnMillivolts = 25;
        public const byte MinerOffMillivolts = 26;
        public const byte MinerFullMilliwatts = 27;

        public const byte Last = MinerFullMilliwatts;

        /// <summary>Null for a number that this firmware does not know.</summary>
        public static string Name(byte field)
        {
            switch (field)
            {
                case Ssid: return "Ssid";
                case WifiPassword: return "WifiPassword";
                case GatewayHost: return "GatewayHost";
                case GatewayPort: return "GatewayPort";
                case CaCertificate: return "CaCertificate";
                case GatewayPublicKey: return "GatewayPublicKey";
                case NetworkId: return "NetworkId";
                case Owner: return "Owner";
                case DeviceName: return "DeviceName";
                case TimeServer: return "TimeServer";
                case MinerOnMilliwatts: return "MinerOnMilliwatts";
                case MinerOffMilliwatts: return "MinerOffMilliwatts";
                case MinerSchedule: return "MinerSchedule";
                case MinerUrl: return "MinerUrl";
                case MainsMillivolts: return "MainsMillivolts";
                case Meters: return "Meters";
                case Profile: return "Profile";
                case Channels: return "Channels";
                case InvertedMeters: return "InvertedMeters";
                case HostName: return "HostName";
                case RecoveryPublicKey: return "RecoveryPublicKey";
                case DarkMilliwatts: return "DarkMilliwatts";
                case AwakeAboveMillivolts: return "AwakeAboveMillivolts";
                case LowSupplyMillivolts: return "LowSupplyMillivolts";
                case MinerOnMillivolts: return "MinerOnMillivolts";
                case MinerOffMillivolts: return "MinerOffMillivolts";
                case MinerFullMilliwatts: return "MinerFullMilliwatts";
                default: return null;
            }
        }

        /// <summary>True for what is never read out again.</summary>
        public static bool IsSecret(byte field) => field == WifiPassword;
    }
}
