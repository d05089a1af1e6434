namespace GreenPow.Core
{
    /// <summary>What can be wrong with a device, as its light, its page and its installer's cable say it. The smaller the number, the sooner it is shown.</summary>
    public static class Trouble
    {
        public const byte None = 0;
        public const byte SelfTestFailed = 1;
        public const byte FlashFull = 2;
        public const byte MeterSilent = 3;
        public const byte UpdateFailed = 4;
        public const byte WrongPassword = 5;
        public const byte NetworkNotFound = 6;
        public const byte NotProvisioned = 7;

        /// <summary>The network is there and the gateway cannot be reached through it.</summary>
        public const byte NoInternet = 8;

        public const byte ClockWrong = 9;
        public const byte CertificateRefused = 10;
        public const byte LoginRefused = 11;
        public const byte NotCommissioned = 12;

        public const byte Last = NotCommissioned;

        /// <summary>For a person, in a sentence.</summary>
        public static string Text(byte trouble)
        {
            switch (trouble)
            {
                case None: return "No trouble";
                case SelfTestFailed: return "The self-test failed: nothing is reported";
                case FlashFull: return "The storage is full or broken";
                case MeterSilent: return "A meter does not answer";
                case UpdateFailed: return "An update failed: the previous firmware runs";
                case NotProvisioned: return "Not provisioned: Wi-Fi or gateway is not set";
                case WrongPassword: return "The Wi-Fi password is wrong";
                case NetworkNotFound: return "The Wi-Fi network is not found";
                case NoInternet: return "The gateway cannot be reached";
                case ClockWrong: return "No time from the time server";
                case CertificateRefused: return "The gateway's certificate is not of the set authority";
                case LoginRefused: return "The gateway refuses the login";
                case NotCommissioned: return "Not commissioned, or the calibration has expired";
                default: return "Unknown trouble";
            }
        }

        /// <summary>Long flashes of its light code: 1 = installation, 2 = gateway, 3 = device.</summary>
        public static int LongFlashes(byte trouble)
        {
            switch (trouble)
            {
                case NotProvisioned:
                case WrongPassword:
                case NetworkNotFound:
                case NotCommissioned: return 1;
                case NoInternet:
                case ClockWrong:
                case CertificateRefused:
                case LoginRefused: return 2;
                case SelfTestFailed:
                case FlashFull:
                case MeterSilent:
                case UpdateFailed: return 3;
                default: return 0;
            }
        }

        /// <summary>Short flashes behind the long ones.</summary>
        public static int ShortFlashes(byte trouble)
        {
            switch (trouble)
            {
                case NotProvisioned:
                case NoInternet:
                case SelfTestFailed: return 1;
                case WrongPassword:
                case ClockWrong:
                case FlashFull: return 2;
                case NetworkNotFound:
                case CertificateRefused:
                case MeterSilent: return 3;
                case NotCommissioned:
                case LoginRefused:
                case UpdateFailed: return 4;
                default: return 0;
            }
        }
    }
}
