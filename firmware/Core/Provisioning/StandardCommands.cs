namespace GreenPow.Core
{
    /// <summary>The commands of the Improv standard.</summary>
    public sealed class StandardCommands : ICommandGroup
    {
        private const int ScanTimeoutMilliseconds = 15000;

        private const int ShortestPassword = 8;

        private readonly ApplianceView _view;
        private readonly WifiJoin _join;
        private readonly ImprovResult _scanResult;
        private IInstallerChannel _scanFrom;
        private long _scanBegunAt;

        public StandardCommands(ApplianceView view, WifiJoin join)
        {
            _view = view;
            _join = join;
            _scanResult = view.Result;
        }

        /// <summary>Set by a request to identify; whoever blinks takes it back.</summary>
        public bool WantsIdentify { get; set; }

        /// <summary>How often the cable asked for the state; the provisioner shows it and counts down.</summary>
        public int StatesWanted { get; set; }

        public bool Knows(byte command, bool isSerial) => command >= ImprovCommand.WifiSettings && command <= ImprovCommand.DeviceName;

        // Reading a name needs no button (device info tells it to anybody); the host name does, by the standard.
        public bool IsOpen(byte command, int dataLength) =>
            command == ImprovCommand.Identify || command == ImprovCommand.DeviceInfo || command == ImprovCommand.ScanWifi
            || (command == ImprovCommand.DeviceName && dataLength == 0);

        public byte Run(InstallerRequest request, ImprovResult result, long now)
        {
            switch (request.Command)
            {
                case ImprovCommand.WifiSettings: return Join(request, now);
                case ImprovCommand.Identify: return Identify(request);
                case ImprovCommand.DeviceInfo: return Info(request, result);
                case ImprovCommand.ScanWifi: return Scan(request, now);
                case ImprovCommand.HostName: return Name(request, result, SettingField.HostName);
                default: return Name(request, result, SettingField.DeviceName);
            }
        }

        /// <summary>Answers a scan once the radio has.</summary>
        public void Step(long now)
        {
            if (_scanFrom == null) return;
            WifiNetwork[] networks = _view.Board.Wifi.TakeScan();
            if (networks == null && now - _scanBegunAt < ScanTimeoutMilliseconds) return;
            IInstallerChannel from = _scanFrom;
            _scanFrom = null;
            int count = networks == null ? 0 : networks.Length;
            if (from.IsSerial) AnswerOneByOne(from, networks, count);
            else AnswerTogether(from, networks, count);
        }

        private byte Join(InstallerRequest request, long now)
        {
            byte[] data = request.Data;
            int end = request.At + request.Count;
            int at = request.At;
            string ssid = TakeText(data, ref at, end);
            string password = ssid == null ? null : TakeText(data, ref at, end);
            if (password == null || at != end) return ImprovError.InvalidRpc;
            if (ssid.Length == 0 || SettingRules.Reason(SettingField.Ssid, Utf8.Bytes(ssid)) != null) return ImprovError.InvalidRpc;
            if (password.Length > 0 && SettingRules.Reason(SettingField.WifiPassword, Utf8.Bytes(password)) != null)
                return password.Length < ShortestPassword ? ImprovError.UnableToConnect : ImprovError.InvalidRpc;
            _join.Begin(ssid, password, request.From, now);
            return InstallerDesk.NoResult;
        }

        private byte Identify(InstallerRequest request)
        {
            if (request.Count != 0) return ImprovError.InvalidRpc;
            if (request.From.IsSerial) StatesWanted++;
            else WantsIdentify = true;
            return InstallerDesk.NoResult;
        }

        private byte Info(InstallerRequest request, ImprovResult result)
        {
            if (request.Count != 0) return ImprovError.InvalidRpc;
            result.Add("GreenPow");
            result.Add(_view.Version);
            result.Add(_view.Options.Profile == BoardProfile.Small ? "ESP32" : "ESP32-S3");
            result.Add(_view.Settings.DeviceName);
            return ImprovError.None;
        }

        private byte Scan(InstallerRequest request, long now)
        {
            if (request.Count != 0) return ImprovError.InvalidRpc;
            _scanFrom = request.From;
            _scanBegunAt = now;
            _view.Board.Wifi.Scan();
            return InstallerDesk.NoResult;
        }

        private byte Name(InstallerRequest request, ImprovResult result, byte field)
        {
            Settings settings = _view.Settings;
            if (request.Count > 0)
            {
                byte[] name = new byte[request.Count];
                System.Array.Copy(request.Data, request.At, name, 0, name.Length);
                if (settings.Set(field, name) != null) return field == SettingField.HostName ? ImprovError.BadHostName : ImprovError.InvalidRpc;
                if (!settings.Save()) return ImprovError.Unknown;
            }

            result.Add(field == SettingField.HostName ? settings.HostName : settings.DeviceName);
            return ImprovError.None;
        }

        private void AnswerOneByOne(IInstallerChannel from, WifiNetwork[] networks, int count)
        {
            for (int i = 0; i < count; i++)
            {
                _scanResult.Begin(ImprovCommand.ScanWifi);
                AddNetwork(networks[i], "YES");
                from.Send(_scanResult);
            }

            _scanResult.Begin(ImprovCommand.ScanWifi);
            from.Send(_scanResult);
        }

        private void AnswerTogether(IInstallerChannel from, WifiNetwork[] networks, int count)
        {
            _scanResult.Begin(ImprovCommand.ScanWifi);
            for (int i = 0; i < count; i++)
            {
                // Three lengths, "-100" and "WPA2": only whole networks are told, the strongest first.
                if (_scanResult.Length + Utf8.Write(networks[i].Ssid, null, 0) + 11 > ImprovResult.MaximumLength) break;
                AddNetwork(networks[i], "WPA2");
            }

            from.Send(_scanResult);
        }

        private void AddNetwork(WifiNetwork network, string locked)
        {
            _scanResult.Add(network.Ssid);
            _scanResult.Add(network.RssiDbm.ToString());
            _scanResult.Add(network.NeedsPassword ? locked : "NO");
        }

        private static string TakeText(byte[] data, ref int at, int end)
        {
            if (at >= end || at + 1 + data[at] > end) return null;
            string text = Utf8.Text(data, at + 1, data[at]);
            at += 1 + data[at];
            return text;
        }
    }
}
