using System.Device.Wifi;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>The networks in reach, strongest first, each name once.</summary>
    public sealed class WifiScan
    {
        /// <summary>A scan of 13 channels takes about 2 s.</summary>
        private const int LongestMilliseconds = 8000;

        private readonly AutoResetEvent _arrived = new AutoResetEvent(false);
        private WifiNetwork[] _found;
        private WifiNetwork[] _answer;

        public void OnNetworks(WifiAdapter sender, object e)
        {
            _found = Sorted(sender.NetworkReport.AvailableNetworks);
            _arrived.Set();
        }

        /// <summary>Blocks the thread of <see cref="WifiStation"/>.</summary>
        public void Begin(WifiAdapter adapter) => _answer = Look(adapter);

        /// <summary>Signal of one network in dBm, 0 when it is not seen.</summary>
        public sbyte RssiOf(WifiAdapter adapter, string ssid)
        {
            WifiNetwork[] networks = Look(adapter);
            for (int i = 0; i < networks.Length; i++)
            {
                if (networks[i].Ssid == ssid) return networks[i].RssiDbm;
            }

            return 0;
        }

        public WifiNetwork[] Take()
        {
            WifiNetwork[] answer = _answer;
            _answer = null;
            return answer;
        }

        private WifiNetwork[] Look(WifiAdapter adapter)
        {
            _found = null;
            adapter.ScanAsync();
            _arrived.WaitOne(LongestMilliseconds, false);
            WifiNetwork[] found = _found;
            return found == null ? new WifiNetwork[0] : found;
        }

        private static WifiNetwork[] Sorted(WifiAvailableNetwork[] seen)
        {
            WifiNetwork[] networks = new WifiNetwork[seen.Length];
            int count = 0;
            for (int i = 0; i < seen.Length; i++)
            {
                // The platform does not tell how a network is secured: ask for a password, which may be empty.
                WifiNetwork network = new WifiNetwork { Ssid = seen[i].Ssid, RssiDbm = (sbyte)seen[i].NetworkRssiInDecibelMilliwatts, NeedsPassword = true };
                if (!string.IsNullOrEmpty(network.Ssid)) count = Insert(networks, count, network);
            }

            WifiNetwork[] sorted = new WifiNetwork[count];
            for (int i = 0; i < count; i++) sorted[i] = networks[i];
            return sorted;
        }

        private static int Insert(WifiNetwork[] networks, int count, WifiNetwork network)
        {
            for (int i = 0; i < count; i++)
            {
                if (networks[i].Ssid != network.Ssid) continue;
                if (networks[i].RssiDbm >= network.RssiDbm) return count;
                for (int j = i; j < count - 1; j++) networks[j] = networks[j + 1];
                count--;
                break;
            }

            int at = count;
            while (at > 0 && networks[at - 1].RssiDbm < network.RssiDbm)
            {
                networks[at] = networks[at - 1];
                at--;
            }

            networks[at] = network;
            return count + 1;
        }
    }
}
