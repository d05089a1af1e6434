using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>
    /// The radio's station side. The platform's Connect blocks its thread for up to 20 s, so a thread of its own does all of it;
    /// the core only sets wishes and reads states.
    /// </summary>
    public sealed class WifiStation : IWifi
    {
        private const int LookMilliseconds = 1000;
        private const int AddressMilliseconds = 15000;

        /// <summary>The driver joins again by itself; after this long it is told to.</summary>
        private const int RejoinMilliseconds = 30000;

        private readonly object _gate = new object();
        private readonly AutoResetEvent _wish = new AutoResetEvent(false);
        private readonly NetworkClock _clock;
        private Thread _thread;
        private WifiAdapter _adapter;
        private WifiScan _scan;
        private string _ssid;
        private string _password;
        private bool _isNewNetwork;
        private bool _wantsScan;
        private byte _state = WifiState.Off;
        private sbyte _rssiDbm;
        private string _address = "";

        public WifiStation(NetworkClock clock)
        {
            _clock = clock;
        }

        public byte State => _state;

        /// <summary>As of the last scan: the platform does not tell the signal of the network that it has joined.</summary>
        public sbyte RssiDbm => _state == WifiState.Up ? _rssiDbm : (sbyte)0;

        public string Address => _state == WifiState.Up ? _address : "";

        public void Join(string ssid, string password)
        {
            lock (_gate)
            {
                _ssid = ssid;
                _password = password == null ? "" : password;
                _isNewNetwork = true;
                _state = WifiState.Joining;
            }

            Wake();
        }

        public void Leave()
        {
            lock (_gate)
            {
                _ssid = null;
                _isNewNetwork = true;
                _state = WifiState.Off;
            }

            Wake();
        }

        public void Scan()
        {
            _wantsScan = true;
            Wake();
        }

        public WifiNetwork[] TakeScan() => _scan == null ? null : _scan.Take();

        private void Wake()
        {
            if (_thread == null)
            {
                _thread = new Thread(Run);
                _thread.Start();
            }

            _wish.Set();
        }

        private void Run()
        {
            long triedAt = 0;
            while (true)
            {
                try
                {
                    if (_adapter == null) Open();
                    if (_isNewNetwork) triedAt = 0;
                    Look(ref triedAt);
                    if (_wantsScan)
                    {
                        _wantsScan = false;
                        _scan.Begin(_adapter);
                    }
                }
                catch (Exception e)
                {
                    Console.WriteLine("wifi: " + e.Message);
                }

                _wish.WaitOne(LookMilliseconds, false);
            }
        }

        private void Open()
        {
            _adapter = WifiAdapter.FindAllAdapters()[0];
            _scan = new WifiScan();
            _adapter.AvailableNetworksChanged += _scan.OnNetworks;
        }

        private void Look(ref long triedAt)
        {
            string ssid;
            string password;
            bool isNew;
            lock (_gate)
            {
                ssid = _ssid;
                password = _password;
                isNew = _isNewNetwork;
                _isNewNetwork = false;
            }

            if (isNew) _adapter.Disconnect();
            if (ssid == null) return;
            if (!isNew && HasAddress())
            {
                BecomeUp();
                return;
            }

            if (_state == WifiState.Up) _state = WifiState.Joining;
            if (triedAt != 0 && Environment.TickCount64 - triedAt < RejoinMilliseconds) return;
            triedAt = Environment.TickCount64;
            Join(ssid, password, triedAt);
        }

        private void Join(string ssid, string password, long since)
        {
            sbyte rssi = _scan.RssiOf(_adapter, ssid);
            WifiConnectionStatus status = _adapter.Connect(ssid, WifiReconnectionKind.Automatic, password).ConnectionStatus;
            while (status == WifiConnectionStatus.Success && !HasAddress() && Environment.TickCount64 - since < AddressMilliseconds + LookMilliseconds)
                Thread.Sleep(LookMilliseconds / 4);
            lock (_gate)
            {
                if (_isNewNetwork) return;
                if (status == WifiConnectionStatus.InvalidCredential) _state = WifiState.WrongPassword;
                else if (status == WifiConnectionStatus.NetworkNotAvailable) _state = WifiState.NotFound;
            }

            if (status != WifiConnectionStatus.Success || !HasAddress()) return;
            _rssiDbm = rssi;
            BecomeUp();
        }

        private void BecomeUp()
        {
            lock (_gate)
            {
                if (_isNewNetwork || _ssid == null || _state == WifiState.Up) return;
                _state = WifiState.Up;
            }

            _clock.Synchronise();
        }

        private bool HasAddress()
        {
            NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < interfaces.Length; i++)
            {
                if (interfaces[i].NetworkInterfaceType != NetworkInterfaceType.Wireless80211) continue;
                string address = interfaces[i].IPv4Address;
                if (string.IsNullOrEmpty(address) || address == "0.0.0.0") continue;
                _address = address;
                return true;
            }

            return false;
        }
    }
}
