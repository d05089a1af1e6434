using System;
using System.Threading;
using GreenPow.Core;
using nanoFramework.Runtime.Native;

namespace GreenPow.Firmware
{
    /// <summary>Asks the watchdog whether the main loop still comes round, and restarts the chip when it does not.</summary>
    public sealed class WatchdogThread
    {
        private const int LookMilliseconds = 1000;

        private readonly Watchdog _watchdog;
        private bool _isStopped;

        public WatchdogThread(Watchdog watchdog)
        {
            _watchdog = watchdog;
        }

        public void Start()
        {
            _watchdog.Feed(Environment.TickCount64);
            Thread thread = new Thread(Run);
            thread.Priority = ThreadPriority.AboveNormal;
            thread.Start();
        }

        /// <summary>Another image has its own by now.</summary>
        public void Stop() => _isStopped = true;

        private void Run()
        {
            while (!_isStopped)
            {
                Thread.Sleep(LookMilliseconds);
                if (_isStopped || !_watchdog.Check(Environment.TickCount64)) continue;
                Console.WriteLine("watchdog: the main loop has not come round");
                Power.RebootDevice();
            }
        }
    }
}
