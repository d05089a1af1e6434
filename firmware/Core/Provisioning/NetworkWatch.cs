namespace GreenPow.Core
{
    /// <summary>Finds the network's part of what is wrong: Wi-Fi, time, gateway.</summary>
    public sealed class NetworkWatch
    {
        /// <summary>How long the time server may take once there is a network.</summary>
        public const int ClockPatienceMilliseconds = 60000;

        private readonly ApplianceView _view;
        private readonly WifiJoin _join;
        private long _upSince = -1;

        public NetworkWatch(ApplianceView view, WifiJoin join)
        {
            _view = view;
            _join = join;
        }

        public void Step(long now)
        {
            Troubles troubles = _view.Troubles;
            ApplianceBoard board = _view.Board;
            byte wifi = board.Wifi.State;
            if (wifi != WifiState.Up) _upSince = -1;
            else if (_upSince < 0) _upSince = now;
            troubles.Set(Trouble.NotProvisioned, !_view.Settings.IsComplete);
            SetWifi(Trouble.WrongPassword, WifiState.WrongPassword, wifi);
            SetWifi(Trouble.NetworkNotFound, WifiState.NotFound, wifi);
            bool isLate = wifi == WifiState.Up && now - _upSince >= ClockPatienceMilliseconds;
            bool knowsTime = _view.Device == null ? board.Clock.IsSynchronised : _view.Device.KnowsTime;
            troubles.Set(Trouble.ClockWrong, isLate && !knowsTime);
            SetLink(wifi == WifiState.Up ? board.Link.Fault : LinkFault.None, board.Link.State);
        }

        // While the radio tries again nothing is known anew.
        private void SetWifi(byte trouble, byte state, byte wifi)
        {
            bool hasFailed = _join.Failure == trouble;
            if (wifi != WifiState.Joining || hasFailed) _view.Troubles.Set(trouble, wifi == state || hasFailed);
        }

        private void SetLink(byte fault, byte state)
        {
            if (state == LinkState.Connecting) return;
            _view.Troubles.Set(Trouble.NoInternet, fault == LinkFault.Unreachable || fault == LinkFault.Silent);
            _view.Troubles.Set(Trouble.CertificateRefused, fault == LinkFault.CertificateRefused);
            _view.Troubles.Set(Trouble.LoginRefused, fault == LinkFault.LoginRefused);
        }
    }
}
