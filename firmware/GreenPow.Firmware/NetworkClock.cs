using System;
using GreenPow.Core;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;

namespace GreenPow.Firmware
{
    /// <summary>
    /// The chip's clock, set by SNTP, begun at 1970 by every start: a plausible date is therefore one that SNTP has set in this run.
    /// What the chip's own counter has kept over a sleep is less good than it looks; <see cref="KeptClock"/> says how good.
    /// </summary>
    public sealed class NetworkClock : IClock, ITimeServer
    {
        private const long TicksPerMillisecond = 10000;

        /// <summary>1970-01-01 in ticks.</summary>
        private const long UnixEpochTicks = 621355968000000000;

        /// <summary>2026-01-01: this firmware is younger than that.</summary>
        private const long EarliestUnixMilliseconds = 1767225600000;

        /// <summary>2100-01-01: frames carry 32-bit seconds.</summary>
        private const long LatestUnixMilliseconds = 4102444800000;

        private string _server = "pool.ntp.org";

        public long UtcUnixMilliseconds => (DateTime.UtcNow.Ticks - UnixEpochTicks) / TicksPerMillisecond;

        public bool IsSynchronised
        {
            get
            {
                long now = UtcUnixMilliseconds;
                return now >= EarliestUnixMilliseconds && now < LatestUnixMilliseconds;
            }
        }

        public NetworkClock()
        {
            Rtc.SetSystemTime(new DateTime(UnixEpochTicks));
        }

        /// <summary>The server that the settings name; takes effect when the network comes up next.</summary>
        public void Use(string host)
        {
            if (!string.IsNullOrEmpty(host)) _server = host;
        }

        /// <summary>To be called whenever the network has come up.</summary>
        public void Synchronise()
        {
            if (Sntp.IsStarted) Sntp.Stop();
            Sntp.Server1 = _server;
            Sntp.Start();
        }
    }
}
