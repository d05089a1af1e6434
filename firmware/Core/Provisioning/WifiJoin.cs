namespace GreenPow.Core
{
    /// <summary>
    /// One attempt to join the network that an installer named. Only a network that let the device in is stored; after a
    /// failure the device goes back to the one it knew.
    /// </summary>
    public sealed class WifiJoin
    {
        /// <summary>Scan, handshake and address; an access point that does not answer is given up.</summary>
        public const int TimeoutMilliseconds = 30000;

        private readonly IWifi _wifi;
        private readonly Settings _settings;
        private readonly ImprovResult _result;
        private IInstallerChannel _from;
        private string _ssid;
        private string _password;
        private long _begunAt;

        public WifiJoin(IWifi wifi, Settings settings, ImprovResult result)
        {
            _result = result;
            _wifi = wifi;
            _settings = settings;
        }

        public bool IsRunning => _from != null;

        /// <summary>Why the last attempt failed, one of <see cref="Trouble"/>; None after a success or before the first.</summary>
        public byte Failure { get; private set; }

        /// <summary>True in the step in which an attempt succeeded.</summary>
        public bool HasJoined { get; private set; }

        /// <summary>True in the step in which an attempt failed.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Which way the last attempt was asked for.</summary>
        public bool IsOverSerial { get; private set; }

        /// <summary>The installer has gone and the network that was known is there: an old failure is no trouble any more.</summary>
        public void Forget() => Failure = Trouble.None;

        public void Begin(string ssid, string password, IInstallerChannel from, long now)
        {
            _ssid = ssid;
            _password = password;
            _from = from;
            _begunAt = now;
            IsOverSerial = from.IsSerial;
            Failure = Trouble.None;
            _wifi.Join(ssid, password);
        }

        /// <summary>Goes to the network of the settings, if there is one.</summary>
        public void JoinKnown()
        {
            if (_settings.Ssid.Length > 0) _wifi.Join(_settings.Ssid, _settings.WifiPassword);
            else _wifi.Leave();
        }

        public void Step(long now)
        {
            HasJoined = HasFailed = false;
            if (_from == null) return;
            byte state = _wifi.State;
            if (state == WifiState.Up) Succeed();
            else if (state == WifiState.WrongPassword) Fail(Trouble.WrongPassword, ImprovError.UnableToConnect);
            else if (state == WifiState.NotFound || now - _begunAt >= TimeoutMilliseconds) Fail(Trouble.NetworkNotFound, ImprovError.UnableToConnect);
        }

        /// <summary>The answer to a successful command: where the device's own page is.</summary>
        public static void Answer(ImprovResult result, IWifi wifi)
        {
            result.Begin(ImprovCommand.WifiSettings);
            if (wifi.Address.Length > 0) result.Add("http://" + wifi.Address + "/");
        }

        private void Succeed()
        {
            _settings.SetText(SettingField.Ssid, _ssid);
            _settings.SetText(SettingField.WifiPassword, _password);
            if (!_settings.Save())
            {
                Fail(Trouble.FlashFull, ImprovError.Unknown);
                return;
            }

            HasJoined = true;
            Answer(_result, _wifi);
            _from.Send(_result);
            _from = null;
        }

        private void Fail(byte trouble, byte error)
        {
            Failure = trouble;
            HasFailed = true;
            _from.ShowError(error);
            _from = null;
            // What was put in memory and could not be stored must not look as if it were.
            if (trouble == Trouble.FlashFull) _settings.Load();
            JoinKnown();
        }
    }
}
