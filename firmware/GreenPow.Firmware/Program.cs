using System;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>The firmware begins here; all that it does is in firmware/Core.</summary>
    public static class Program
    {
        /// <summary>A firmware that fails at once shall not wear out the flash with its notes.</summary>
        private const int PauseBeforeRestartMilliseconds = 10000;

        /// <summary>Entry of the deployed firmware: a newer image on the flash takes its place.</summary>
        public static void Main()
        {
            FlashFiles flash = new FlashFiles();
            Watchdog watchdog = new Watchdog(flash);
            watchdog.Start();
            byte profile = Board.Profile;
            // The small board's memory does not hold a second image.
            ImageRunner runner = profile == BoardProfile.Reference ? new ImageRunner(watchdog) : null;
            RunningImage deployed = RunningImage.OfDeployed(Build.Version, Build.Digest);
            Run(flash, watchdog, profile, new Loader(flash, runner, new ChipPower(flash, null), deployed).Start());
        }

        /// <summary>Entry of an image that the deployed firmware has loaded from the flash (<see cref="ImageRunner"/>).</summary>
        public static void RunStored()
        {
            FlashFiles flash = new FlashFiles();
            Watchdog watchdog = new Watchdog(flash);
            watchdog.Start();
            Run(flash, watchdog, Board.Profile, RunningImage.OfStarted(flash));
        }

        private static void Run(FlashFiles flash, Watchdog watchdog, byte profile, RunningImage image)
        {
            try
            {
                ApplianceBoard board = Board.Make(profile, flash);
                Console.WriteLine("board " + profile.ToString() + " started, reset reason " + board.ResetReason.ToString());
                while (true)
                {
                    watchdog.Feed();
                    Thread.Sleep(1000);
                }
            }
            catch (Exception e)
            {
                Console.WriteLine("firmware: " + e.GetType().FullName + ": " + e.Message);
                Thread.Sleep(PauseBeforeRestartMilliseconds);
                watchdog.Bite();
            }
        }
    }
}
