using System;
using System.Threading;
using GreenPow.Core;
using GreenPow.Wire;
using nanoFramework.Runtime.Native;

namespace GreenPow.Firmware
{
    /// <summary>
    /// Restarts the chip when the main loop has not come round. The platform gives no access to the chip's own watchdog,
    /// so this is a thread: it sees a loop that hangs, not an interpreter that does.
    /// </summary>
    public sealed class Watchdog
    {
        /// <summary>A step may make a key and a signature of seconds each; none takes a minute.</summary>
        private const int LongestStepMilliseconds = 120000;
        private const int LookMilliseconds = 5000;

        private readonly IFlash _flash;
        private long _fedAt;
        private bool _isStopped;

        public Watchdog(IFlash flash)
        {
            _flash = flash;
        }

        public void Start()
        {
            Feed();
            Thread thread = new Thread(Run);
            thread.Priority = ThreadPriority.AboveNormal;
            thread.Start();
        }

        public void Feed() => _fedAt = Environment.TickCount64;

        /// <summary>Another image brings its own.</summary>
        public void Stop() => _isStopped = true;

        /// <summary>Restarts now and says that it was no wish of anybody.</summary>
        public void Bite()
        {
            RestartNote.Leave(_flash, ResetReason.Watchdog);
            Power.RebootDevice();
        }

        private void Run()
        {
            while (!_isStopped)
            {
                Thread.Sleep(LookMilliseconds);
                if (!_isStopped && Environment.TickCount64 - _fedAt > LongestStepMilliseconds)
                {
                    Console.WriteLine("watchdog: the main loop has not come round for " + (LongestStepMilliseconds / 1000).ToString() + " s");
                    Bite();
                }
            }
        }
    }
}
